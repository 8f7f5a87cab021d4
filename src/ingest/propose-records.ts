import { hash } from 'node:crypto';
import {
  type Draft,
  ReaderError,
  type ReadTextResult,
  readText,
  type Suggestion,
  slugify,
  toRecord,
} from '@chancery/reader';
import type { Database } from '../db/database.ts';
import { selectSourceByHash } from '../db/queries/text-register.ts';
import type { Proposal, ProposedRecord, TextReading } from '../model/proposal.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { readCurrentRecord } from '../store/serialize/read-record.ts';
import type { SourceFile } from './read-source-file.ts';
import { createTextRegister } from './text-register.ts';

/** What is stated about a text. */
export interface StatedFields {
  publishedOn?: string | undefined;
  publisher?: string | undefined;
  title?: string | undefined;
  url?: string | undefined;
  language?: string | undefined;
  licence?: string | undefined;
}

export interface ProposalInput {
  text: string;
  stated: StatedFields;
  /** Fields that the file of the text states; those above take precedence. */
  fields?: SourceFile['fields'];
  /** What a language model suggests. */
  suggestions?: readonly Suggestion[] | undefined;
}

/** Reads a text against the record. Throws ReaderError if the text cannot be read, or if its day is unknown. */
export async function proposeRecords(
  db: Pick<Database, 'read'>,
  { text, stated, fields = {}, suggestions }: ProposalInput,
): Promise<TextReading & Pick<ReadTextResult, 'suggestions'>> {
  const statedDay = stated.publishedOn ?? fields.publishedAt?.slice(0, 10);
  const sha256 = hash('sha256', text);
  const known = await db.read((reader) => selectSourceByHash(reader, sha256));
  const publisher = stated.publisher ?? fields.publisher;
  const url = stated.url ?? fields.url;
  const site = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
  const sourceKey = known?.key ?? createKey(publisher ?? site ?? 'text', statedDay, sha256);
  const result = await readText({
    text,
    suggestions,
    language: stated.language ?? fields.language,
    publishedOn: statedDay,
    sourceKey,
    register: createTextRegister(db),
  });
  const { language, dateline, notices, drafts } = result;
  if (!dateline) throw new ReaderError('DATE_UNKNOWN', describeMissingDate(result));
  const recorded = known && (await db.read((reader) => readCurrentRecord(reader, 'source', known.key)));
  const title = stated.title ?? fields.title;
  const source: ProposedRecord = recorded
    ? { ...withoutComputed(recorded), noun: 'source', key: sourceKey }
    : {
        noun: 'source',
        key: sourceKey,
        ...((publisher ?? site) !== undefined && { publisher: publisher ?? site }),
        ...(title !== undefined && { title }),
        ...(url !== undefined && { url }),
        language,
        publishedOn: stated.publishedOn ?? { edtf: dateline.day, basis: 'INFERRED' },
        ...(stated.licence !== undefined && { licence: stated.licence }),
      };
  return {
    ...{ text, sha256, language, publishedOn: dateline.day, sourceKey, source },
    isSourceRecorded: recorded !== undefined,
    proposals: drafts.map((draft) => toProposal(draft, sourceKey)),
    notices,
    suggestions: result.suggestions,
  };
}

const describeMissingDate = ({ notices }: ReadTextResult): string =>
  notices.find(({ code }) => code === 'DATE_UNKNOWN')?.message ?? '';

const toProposal = (draft: Draft, sourceKey: string): Proposal => ({
  record: toRecord(draft, sourceKey) as ProposedRecord & { noun: RecordNoun },
  rule: draft.rule,
  confidence: draft.confidence,
  origin: draft.origin,
  alternatives: draft.alternatives,
  unresolved: draft.unresolved.map(({ field, reason, words }) => ({
    field,
    reason,
    ...(words && { words: words.words, start: words.start, end: words.end }),
  })),
});

/** The same text always has the same key. */
const createKey = (name: string, day: string | undefined, sha256: string): string =>
  [slugify(name).slice(0, 80), ...(day === undefined ? [] : [day]), sha256.slice(0, 8)].join('-');

/** Without the hash and the length, which follow from the text. */
function withoutComputed(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { sha256: _sha256, length: _length, text: _text, ...fields } = record;
  return fields;
}
