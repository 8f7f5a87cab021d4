import { createHash } from 'node:crypto';
import type { EditingFixture, MutationResult } from './editing-fixture.ts';

export const story = `Norwegian President Ada Lund arrived in Peru on Monday.

“We are ready to sign,” Lund told President Bo Paz, “and we will.”

“Nobody has seen the draft yet,” a senior official said.
`;

const errorFields = `errors { __typename code message ... on InvalidFieldError { path value } ... on ConflictError { key revision }
  ... on DraftError { drafts { key noun status decidedBy } } }`;

const draftFields = `key noun record status rule confidence decidedBy decidedAt automatic reason requires duplicates
  spans { field words start end } unresolved { field reason words start end } alternatives { field key name score reason }
  change { sequence noun key record { key } }`;

const readTextMutation = `mutation($input: ReadTextInput!) { readText(input: $input) {
  created reading { key sha256 length language publishedOn publisher title url readerVersion text createdBy notices { code message }
    source { key } drafts(first: 100, orderBy: [{ field: KEY, direction: ASC }]) { totalCount nodes { ${draftFields} } } }
  ${errorFields} } }`;

const decideDraftMutation = `mutation($input: DecideDraftInput!) { decideDraft(input: $input) {
  draft { ${draftFields} } related { key noun status automatic } ${errorFields} } }`;

/** Reads a text; by default the story, published by the Gazette. */
export const readText = (editing: EditingFixture, token: string | undefined, input: object = {}) =>
  editing.sendMutation(token, readTextMutation, {
    input: { text: story, publishedOn: '2024-05-15', publisher: 'The Gazette', ...input },
  });

export const decideDraft = (
  editing: EditingFixture,
  token: string | undefined,
  input: object,
): Promise<MutationResult> => editing.sendMutation(token, decideDraftMutation, { input });

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The drafts of a reading, by noun, in the order of the text. */
export const listDrafts = ({ reading }: MutationResult, noun: string) =>
  reading.drafts.nodes.filter((draft: { noun: string }) => draft.noun === noun);

/** A copy of the story with other words at the end, so that it is another text. */
export const varyStory = (ending: string): string => `${story}\n${ending}\n`;
