import { expect, test } from 'vitest';
import { buildInterchangeJsonSchema, buildMappingJsonSchema } from '../../src/ingest/json-schema.ts';
import { parseRecord } from '../../src/model/records/index.ts';
import { formatIssues } from '../../src/model/validation-messages.ts';
import { recordNouns } from '../../src/model/vocabulary.ts';
import { maximalRecords } from '../store/maximal-records.ts';

interface JsonSchema {
  type?: string;
  [keyword: string]: unknown;
}

/** Yields the path of each string in a JSON Schema that has neither a maximum length nor a closed list of values. */
function* findUnboundedStrings(schema: unknown, path: string): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  const { type, maxLength, enum: values, const: value } = schema as JsonSchema;
  if (type === 'string' && maxLength === undefined && values === undefined && value === undefined) yield path;
  for (const [keyword, inner] of Object.entries(schema)) yield* findUnboundedStrings(inner, `${path}/${keyword}`);
}

test('every text of a record has a maximum length, also in the JSON Schema', () => {
  const schema = JSON.parse(buildInterchangeJsonSchema()) as JsonSchema;
  expect(recordNouns.filter((noun) => !JSON.stringify(schema).includes(`"const":"${noun}"`))).toEqual([]);
  expect([...findUnboundedStrings(schema, '')]).toEqual([]);
});

test('the texts of a mapping that are stored have a maximum length in its JSON Schema', () => {
  const { properties } = JSON.parse(buildMappingJsonSchema()) as { properties: Record<string, object> };
  const { source, commodities } = properties;
  expect([...findUnboundedStrings(source, 'source'), ...findUnboundedStrings(commodities, 'commodities')]).toEqual([]);
});

/** Yields a copy of a value for each text in it, in which the text is replaced. */
function* replaceEachText(value: unknown, replacement: string, path = ''): Generator<{ path: string; value: unknown }> {
  if (typeof value === 'string') yield { path, value: replacement };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    for (const replaced of replaceEachText(inner, replacement, path === '' ? name : `${path}.${name}`))
      yield {
        path: replaced.path,
        value: Array.isArray(value) ? value.with(Number(name), replaced.value) : { ...value, [name]: replaced.value },
      };
}

const longerThanAnyText = '9'.repeat(4_000_001);

test.each(maximalRecords.map((record) => [record.noun, record] as const))(
  'no text of a %s is accepted that is longer than all maximums',
  (noun, record) => {
    for (const { path, value } of replaceEachText({ ...record, noun: undefined }, longerThanAnyText)) {
      const parsed = parseRecord({ ...(value as object), noun });
      expect(Object.keys(parsed), path).toEqual(['issues']);
    }
  },
);

test('the error names the beginning of the text, its length in characters and the maximum', () => {
  const record = { noun: 'topic', key: 'long', name: '🇰🇿'.repeat(501) };
  const parsed = parseRecord(record);
  expect('issues' in parsed && formatIssues(parsed.issues, record)).toBe(
    `name: "${'🇰🇿'.repeat(10)}…" has 1,002 characters; the maximum is 1,000.`,
  );
  expect(parseRecord({ ...record, name: '🇰🇿'.repeat(500) })).toHaveProperty('record');
});

test.each([
  [
    'https://ada:secret@example.org/',
    'A URL must not contain a user name or a password. Remove the part before the @.',
  ],
  ['https://ada@example.org/', 'A URL must not contain a user name or a password. Remove the part before the @.'],
  ['https://example.org/"onclick="', 'A URL must not contain "\\"". Write %22 instead.'],
  ["https://example.org/People's_Republic", 'A URL must not contain "\'". Write %27 instead.'],
  ['https://example.org/<b>', 'A URL must not contain "<". Write %3C instead.'],
  ['https://example.org/a b', 'A URL must not contain " ". Write %20 instead.'],
  ['https://example.org/`id`', 'A URL must not contain "`". Write %60 instead.'],
  ['https://example.org\\@evil.example/', 'A URL must not contain "\\\\". Write %5C instead.'],
  ['javascript:alert(1)', '"javascript:alert(1)": A URL must begin with https:// or http://.'],
])('rejects the URL %s', (url, message) => {
  const record = { noun: 'source', key: 's', publisher: 'S', url };
  const parsed = parseRecord(record);
  expect('issues' in parsed && formatIssues(parsed.issues, record)).toBe(`url: ${message}`);
});

test('accepts a URL with a fragment, an @ in its path and encoded quotes', () => {
  const url = 'https://example.org/@ada/L%27Aquila?q=%22a%22&b=(c)#:~:text=d';
  expect(parseRecord({ noun: 'source', key: 's', publisher: 'S', url })).toMatchObject({ record: { url } });
});
