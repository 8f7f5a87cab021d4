import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildInterchangeJsonSchema, interchangeSchemaPath } from '../../src/ingest/json-schema.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { type ImportItem, interchangeRecordSchema } from '../../src/model/records/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-interchange-'));
});
afterAll(() => rm(folder, { recursive: true }));

const topic = (key: string) => ({ noun: 'topic', key, name: key });

async function readAll(path: string): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  for await (const item of readInterchange(path)) items.push(item);
  return items;
}

async function readText(file: string, text: string | Buffer) {
  await writeFile(join(folder, file), text);
  return readAll(join(folder, file));
}

test('reads a line of JSON as a record with its line; ignores blank lines and a byte order mark', async () => {
  const items = await readText(
    'lines.jsonl',
    `\uFEFF${JSON.stringify(topic('a'))}\r\n\r\n${JSON.stringify(topic('b'))}`,
  );
  expect(items).toEqual([
    { place: { file: 'lines.jsonl', line: 1 }, key: 'a', record: topic('a') },
    { place: { file: 'lines.jsonl', line: 3 }, key: 'b', record: topic('b') },
  ]);
});

test('rejects only the invalid line', async () => {
  const items = await readText(
    'broken.jsonl',
    `${JSON.stringify(topic('a'))}\n{"noun": \n[1]\n${JSON.stringify(topic('b'))}\n`,
  );
  expect(items.map((item) => item.place.line)).toEqual([1, 2, 3, 4]);
  expect(items[1]).toMatchObject({ rejected: expect.stringMatching(/^The line is not JSON: /) });
  expect(items[2]).toMatchObject({ rejected: 'A record must be a mapping with a "noun" (got [1]).' });
  expect(items[3]).toMatchObject({ key: 'b' });
});

const yamlList =
  '# a comment\n- noun: topic\n  key: a\n  name: a\n\n- { noun: topic, key: b, name: b }\n- just words\n';

test('reads a YAML list as records, each with its first line', async () => {
  expect(await readText('list.yaml', yamlList)).toEqual([
    { place: { file: 'list.yaml', line: 2 }, key: 'a', record: topic('a') },
    { place: { file: 'list.yaml', line: 6 }, key: 'b', record: topic('b') },
    { place: { file: 'list.yaml', line: 7 }, rejected: 'A record must be a mapping with a "noun" (got "just words").' },
  ]);
});

test('reads a YAML mapping with "records" in the same way, with a byte order mark too', async () => {
  const items = await readText('mapping.yml', '\uFEFFrecords:\n  - noun: topic\n    key: a\n    name: a\n');
  expect(items).toEqual([{ place: { file: 'mapping.yml', line: 2 }, key: 'a', record: topic('a') }]);
});

test('reads a date in YAML as text', async () => {
  const [item] = await readText('date.yaml', '- { noun: source, key: a, publisher: b, publishedOn: 2023-11-01 }\n');
  expect(item).toMatchObject({ record: { publishedOn: '2023-11-01' } });
});

test.each([
  ['broken', '- noun: topic\n  key: a\n- {noun: topic,\n- b\n', 4],
  ['a duplicate key', '- noun: topic\n  key: a\n  key: b\n', 3],
  ['an unknown tag', '- noun: topic\n  key: !thing a\n', 2],
])('rejects invalid YAML (%s) completely, with the line', async (_, text, line) => {
  const items = await readText('fault.yaml', text);
  expect(items).toEqual([
    {
      place: { file: 'fault.yaml', line },
      rejected: expect.stringMatching(/^The file is not YAML, and none of it was read: ./),
      isFatal: true,
    },
  ]);
});

test('rejects invalid UTF-8: the whole file of YAML, or the line of JSON', async () => {
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
  expect(await readText('latin1.yaml', latin1('- { noun: topic, key: a, name: Péché }\n'))).toEqual([
    {
      place: { file: 'latin1.yaml' },
      rejected: 'The file is not UTF-8 text, and none of it was read. Save it as UTF-8.',
      isFatal: true,
    },
  ]);
  const lines = [JSON.stringify(topic('a')), '{"noun":"topic","key":"é","name":"é"}', JSON.stringify(topic('b'))];
  const items = await readText('latin1.jsonl', latin1(lines.join('\n')));
  expect(items).toEqual([
    { place: { file: 'latin1.jsonl', line: 1 }, key: 'a', record: topic('a') },
    {
      place: { file: 'latin1.jsonl', line: 2 },
      rejected: 'The line is not UTF-8 text. Save the file as UTF-8.',
    },
    { place: { file: 'latin1.jsonl', line: 3 }, key: 'b', record: topic('b') },
  ]);
});

test('rejects only the record with an unresolved alias', async () => {
  const items = await readText(
    'alias.yaml',
    '- { noun: topic, key: *a, name: a }\n- { noun: topic, key: b, name: b }\n',
  );
  expect(items).toEqual([
    {
      place: { file: 'alias.yaml', line: 1 },
      rejected: 'Unresolved alias (the anchor must be set before the alias): a',
    },
    { place: { file: 'alias.yaml', line: 2 }, key: 'b', record: topic('b') },
  ]);
});

test('rejects YAML that is not a list of records; a file of comments is empty', async () => {
  expect(await readText('mapping.yaml', 'noun: topic\nkey: a\n')).toEqual([
    {
      place: { file: 'mapping.yaml', line: 1 },
      rejected: 'The file must contain a list of records, or "records:" with a list.',
    },
  ]);
  expect(await readText('comments.yaml', '# nothing yet\n')).toEqual([]);
});

test('reads a folder in the order of file names and ignores other file types', async () => {
  const place = join(folder, 'many');
  await mkdir(place);
  await writeFile(join(place, '2.yaml'), '- { noun: topic, key: b, name: b }\n');
  await writeFile(join(place, '1.jsonl'), `${JSON.stringify(topic('a'))}\n`);
  await writeFile(join(place, 'README.md'), 'not a record\n');
  const items = await readAll(place);
  expect(items.map(({ place, key }) => [place.file, place.line, key])).toEqual([
    ['1.jsonl', 1, 'a'],
    ['2.yaml', 1, 'b'],
  ]);
});

test.each([
  ['a missing path', 'nowhere.yaml', /There is no file or folder ".*nowhere\.yaml"\./],
  ['a file of another type', 'table.csv', /table\.csv" is not in the interchange format/],
  ['a folder without records', 'empty', /The folder ".*empty" has no file that ends in \.yaml, \.yml, \.jsonl\./],
])('rejects with a path: %s', async (_, name, message) => {
  await writeFile(join(folder, 'table.csv'), 'a,b\n');
  await mkdir(join(folder, 'empty'), { recursive: true });
  await expect(readAll(join(folder, name))).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(message),
  });
});

test('the committed JSON Schema is up to date', async () => {
  expect(await readFile(interchangeSchemaPath, 'utf8')).toBe(buildInterchangeJsonSchema());
});

test('the example in the documentation of the format is a valid record', async () => {
  const page = await readFile(new URL('../../data/README.md', import.meta.url), 'utf8');
  const [item] = await readText('example.yaml', /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '');
  expect(item).toMatchObject({ place: { line: 2 }, key: 'kz2023:S8' });
  expect(interchangeRecordSchema.safeParse(item && 'record' in item ? item.record : undefined).error).toBeUndefined();
});
