import { type Draft, readText } from '@chancery/reader';
import { expect, test } from 'vitest';
import { countriesRegister } from './countries-register.ts';
import { type Story, stories } from './stories.ts';
import { russianStories } from './stories-ru.ts';

const list = (drafts: readonly Draft[], noun: Draft['noun']) => drafts.filter((draft) => draft.noun === noun);
const keys = (value: unknown): readonly string[] => (value as readonly string[] | undefined) ?? [];
const firstWords = (words: string): string => words.trim().split(/\s+/).join(' ');

function describeStatement({ fields, citations }: Draft): string {
  const field = fields.mode === 'INDIRECT' ? 'text' : 'mode';
  const spans = citations.flatMap((citation) => (citation.field === field ? citation.spans : []));
  const addressees = keys(fields.addressees);
  const speaker = `${String(fields.speaker)}${addressees.length > 0 ? ` > ${addressees.join(' ')}` : ''}`;
  return `${speaker} ${String(fields.mode)}: ${spans.map(({ words }) => firstWords(words)).join(' | ')}`;
}

const describeVisit = ({ fields: { travellers, host, status, start } }: Draft): string =>
  `${(travellers as { person: string }[])[0]?.person} ${String(host)} ${String(status)} ${(start as { edtf: string }).edtf}`;

const describeTie = ({ fields }: Draft): string =>
  [fields.kind, fields.status, ...['suppliers', 'buyers', 'partners'].flatMap((role) => keys(fields[role]))].join(' ');

/** Whether what was found begins with the words that the story gives, for each of its passages. */
function shorten(found: string, expected: string | undefined): string {
  const [head = '', ...rest] = found.split(': ');
  const wanted = expected?.split(': ')[1]?.split(' | ') ?? [];
  const passages = rest.join(': ').split(' | ');
  return `${head}: ${passages.map((words, index) => words.slice(0, wanted[index]?.length ?? 40)).join(' | ')}`;
}

test.each([...stories, ...russianStories])('$language: $name', async (story: Story) => {
  const { drafts } = await readText({
    text: story.text,
    language: story.language,
    publishedOn: '2024-05-15',
    sourceKey: 'gazette',
    register: countriesRegister,
  });
  const said = list(drafts, 'statement').map((draft, index) => shorten(describeStatement(draft), story.says?.[index]));
  // Stories about something else may report speech as well.
  if (story.says || story.name.includes('scare')) expect(said).toEqual(story.says ?? []);
  expect(list(drafts, 'visit').map(describeVisit)).toEqual(story.visits ?? []);
  expect(list(drafts, 'trade-link').map(describeTie)).toEqual(story.ties ?? []);
  expect(
    list(drafts, 'position').map(
      ({ fields: { holder, stance, toward } }) => `${String(holder)} ${String(stance)} ${keys(toward).join(' ')}`,
    ),
  ).toEqual(story.positions ?? []);
  expect(list(drafts, 'figure').map(({ fields: { value, unit } }) => `${String(value)} ${String(unit)}`)).toEqual(
    story.figures ?? [],
  );
  if (story.people) expect(list(drafts, 'person').map(({ key }) => key)).toEqual(story.people);
});
