import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { readMapping } from '../../src/ingest/trade-flows/mapping.ts';
import { createTemporaryFolder, openTemporaryDatabase } from '../helpers/temporary-database.ts';

const tooDeep = 'It is nested too deeply: lists and mappings can have at most 100 levels.';
const nest = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const topic = (key: string): string => JSON.stringify({ noun: 'topic', key, name: key });

async function importText(file: string, text: string) {
  using folder = createTemporaryFolder();
  const path = join(folder.path, file);
  writeFileSync(path, text);
  await using database = await openTemporaryDatabase({ dossier: false });
  return await importRecords(database.db, readInterchange(path), { rejectsFile: join(folder.path, 'rejects.jsonl') });
}

test.each([101, 3_000, 200_000])(
  'a JSON line with %i levels is rejected, and the others are imported',
  async (levels) => {
    const claim = `{"noun":"person","key":"p","name":"P","citations":[{"source":"s","field":"name","value":${nest(levels)},"basis":"STATED"}]}`;
    const report = await importText('deep.jsonl', [topic('a'), nest(levels), claim, topic('b'), ''].join('\n'));
    expect(report).toMatchObject({ created: 2, rejected: 2 });
    expect(report.rejections).toMatchObject([
      { line: 2, reason: tooDeep },
      { line: 3, reason: tooDeep },
    ]);
  },
);

test('a YAML record with too many levels is rejected, and the others are imported', async () => {
  const report = await importText(
    'deep.yaml',
    `- ${topic('a')}\n- { noun: topic, key: c, name: ${nest(101)} }\n- ${topic('b')}\n`,
  );
  expect(report).toMatchObject({ created: 2, rejected: 1, rejections: [{ line: 2, reason: tooDeep }] });
});

test('a YAML file with more levels than can be parsed is rejected as a whole', async () => {
  const report = await importText('deep.yaml', `- ${topic('a')}\n- ${nest(20_000)}\n`);
  expect(report).toMatchObject({
    created: 0,
    rejected: 1,
    rejections: [{ reason: `None of the file was read. ${tooDeep}` }],
  });
});

test.each([101, 20_000])('a mapping with %i levels is rejected', (levels) => {
  using folder = createTemporaryFolder();
  const path = join(folder.path, 'mapping.yaml');
  writeFileSync(path, `source: ${nest(levels)}`);
  expect(() => readMapping(path)).toThrow(tooDeep);
});

test('a line that is longer than 64 MB is rejected without its text, and the others are imported', async () => {
  const long = JSON.stringify({ noun: 'topic', key: 'long', name: 'x'.repeat(65 * 1024 * 1024) });
  const report = await importText('long.jsonl', [topic('a'), long, topic('b'), ''].join('\n'));
  expect(report).toMatchObject({
    created: 2,
    rejected: 1,
    rejections: [{ line: 2, reason: 'The line has more than 64 MB. Write each record on a line of its own.' }],
  });
});
