import { mkdirSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDraftSession } from '../../src/cli/draft-session.ts';
import { openDatabase } from '../../src/db/database.ts';
import { listDrafts } from '../../src/db/queries/list-drafts.ts';
import { story, varyStory } from '../editing/drafts-fixture.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

const sandbox = openCliSandbox({ here: true });
beforeAll(() => copyTemplateDatabase(sandbox.resolve('record.db'), { dossier: false }));
afterAll(() => sandbox[Symbol.dispose]());

const stated = ['--published-on', '2024-05-15', '--publisher', 'The Gazette'];
const runJson = async (...args: string[]) => {
  const { code, out, err } = await sandbox.run([...args, '--json']);
  return { code, err, result: JSON.parse(out) };
};
const store = (text: string, ...flags: string[]) => {
  writeFileSync(sandbox.resolve('story.txt'), text);
  return runJson('read', 'story.txt', ...stated, '--store', ...flags);
};
const list = async (...flags: string[]) =>
  (await runJson('drafts', ...flags)).result as { key: string; noun: string; status: string }[];

test('a folder is stored, faulty texts are reported, and unchanged ones are skipped', async () => {
  mkdirSync(sandbox.resolve('texts/more'), { recursive: true });
  writeFileSync(sandbox.resolve('texts/one.txt'), varyStory('One.'));
  writeFileSync(sandbox.resolve('texts/more/two.txt'), varyStory('Two.'));
  writeFileSync(sandbox.resolve('texts/empty.txt'), ' \n');
  writeFileSync(sandbox.resolve('texts/latin1.txt'), Buffer.from('Córdoba', 'latin1'));
  writeFileSync(sandbox.resolve('texts/data.bin'), 'not read');
  const first = await runJson('read', 'texts', ...stated, '--store', '--by', 'Ada');
  expect(first).toMatchObject({ code: 1, result: { read: 2, unchanged: 0, failed: 2, accepted: 0 } });
  expect(first.err).toMatch(/^empty\.txt: EMPTY_TEXT: /m);
  expect(first.err).toMatch(/^latin1\.txt: BINARY_TEXT: /m);
  const drafts = await list();
  expect(drafts.filter(({ noun }) => noun === 'visit')).toHaveLength(2);
  const again = await runJson('read', 'texts', ...stated, '--store');
  expect(again.result).toMatchObject({ read: 0, unchanged: 2, failed: 2 });
  expect(await list()).toEqual(drafts);
});

test('drafts are accepted with what they refer to, rejected with a reason, and deferred', async () => {
  const { result } = await store(varyStory('Three.'));
  const { reading } = result.files[0];
  const [visit] = await list('--reading', reading, '--noun', 'visit');
  const alone = await sandbox.run(['drafts', 'accept', visit?.key ?? '']);
  expect([alone.code, alone.err]).toEqual([1, expect.stringContaining('the source "the-gazette')]);
  const accepted = await runJson('drafts', 'accept', visit?.key ?? '', '--related', '--by', 'Ada');
  expect(accepted).toMatchObject({ code: 0, result: { failed: [] } });
  expect(accepted.result.decided).toContain(visit?.key);
  const twice = await runJson('drafts', 'reject', visit?.key ?? '', '--reason', 'No.');
  expect(twice).toMatchObject({
    code: 1,
    result: {
      decided: [],
      failed: [{ key: visit?.key, reason: expect.stringMatching(/^CONFLICT: .* was decided by Ada on /) }],
    },
  });
  expect(await sandbox.run(['drafts', 'reject', reading])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--reason is required'),
  });
  const deferred = await runJson('drafts', 'defer', reading, '--dry-run');
  expect(deferred.result.decided.length).toBeGreaterThan(1);
  const rejected = await runJson('drafts', 'reject', reading, '--reason', 'Not news.');
  expect(rejected.result.decided).toEqual(deferred.result.decided);
  expect(await list('--reading', reading)).toEqual([]);
  const { result: readings } = await runJson('drafts', 'readings');
  expect(readings).toContainEqual(expect.objectContaining({ key: reading, open: 0, language: 'en' }));
  const reopened = await runJson('drafts', 'reopen', reading, '--reason', 'News after all.', '--dry-run');
  expect(reopened.result.decided).toEqual(rejected.result.decided);
  expect((await list('--reading', reading, '--status', 'accepted')).map(({ key }) => key).sort()).toEqual(
    accepted.result.decided.toSorted(),
  );
});

test('--accept-above accepts without a person, says so, and leaves what is unresolved', async () => {
  const { result } = await store(
    varyStory('Four.').replaceAll('Lund', 'Lunde'),
    '--accept-above',
    '0.5',
    '--by',
    'Ada',
  );
  expect(result.accepted).toBeGreaterThan(3);
  const { reading } = result.files[0];
  const accepted = await list('--reading', reading, '--status', 'accepted');
  expect(accepted).toHaveLength(result.accepted);
  expect(accepted).toContainEqual(
    expect.objectContaining({
      noun: 'visit',
      decidedBy: 'Ada, automatic',
      reason: 'Accepted for its confidence of at least 0.5, without a person.',
    }),
  );
  expect((await list('--reading', reading)).map(({ noun }) => noun)).toContain('statement');
});

test.each([
  [['read', 'story.txt', '--retain'], /--retain has no meaning without --store/],
  [['read', 'story.txt', '--store', '--accept-above', '2'], /a number from 0 to 1/],
  [['read', 'none.txt', '--store'], /There is no file/],
  [['drafts', '--noun', 'letter'], /must be one of source, country/],
])('%j is rejected', async (args, message) => {
  writeFileSync(sandbox.resolve('story.txt'), story);
  const { code, err } = await sandbox.run(args);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});

test('in a terminal, one key decides each draft', async () => {
  const { result } = await store(varyStory('Five.').replaceAll('Lund', 'Lundby'));
  await using db = await openDatabase({ path: sandbox.resolve('record.db') });
  const { reading } = result.files[0];
  const drafts = await db.read((reader) => listDrafts(reader, { reading, noun: ['visit', 'statement'] }));
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  // Each answer is typed when its question is shown.
  const answers: [RegExp, string][] = [
    [/1 of \d+: visit .*q quit\n$/s, 'x'],
    [/has no meaning here\..*q quit\n$/s, 'n'],
    [/2 of \d+: .*q quit\n$/s, 'p'],
    [/1 of \d+: visit .*q quit\n$/s, 'A'],
    [/ACCEPT: .*2 of \d+: statement .*q quit\n$/s, 'r'],
    [/Reason: $/, 'Not said.\n'],
    [/REJECT: .*3 of \d+: statement .*q quit\n$/s, 'a'],
    [/is unresolved: .*q quit\n$/s, 'd'],
  ];
  output.on('data', (chunk) => {
    shown += chunk;
    const [pattern, answer] = answers[0] ?? [];
    if (!pattern?.test(shown)) return;
    answers.shift();
    shown = '';
    setImmediate(() => input.write(answer));
  });
  await runDraftSession(db, { holder: 'Ada', role: 'ADMIN' }, drafts, { input, output });
  expect(answers).toEqual([]);
  const decided = await db.read((reader) => listDrafts(reader, { keys: drafts.map(({ key }) => key) }));
  expect(decided.map(({ status, reason }) => [status, reason])).toEqual([
    ['ACCEPTED', null],
    ['REJECTED', 'Not said.'],
    ['DEFERRED', null],
  ]);
});

test('an edited record is accepted as corrected', async () => {
  const { result } = await store(varyStory('Six.').replaceAll('Lund', 'Lundin'));
  await using db = await openDatabase({ path: sandbox.resolve('record.db') });
  const { reading } = result.files[0];
  const drafts = await db.read((reader) => listDrafts(reader, { reading, noun: ['visit'] }));
  const [input, output] = [new PassThrough(), new PassThrough()];
  const { EDITOR: former, VISUAL: visual } = process.env;
  process.env.EDITOR = `${process.execPath} -e 'const fs = require("fs"); fs.appendFileSync(process.argv[1], "place: Lima\\n")'`;
  delete process.env.VISUAL;
  try {
    input.write('e');
    await runDraftSession(db, { holder: 'Ada', role: 'ADMIN' }, drafts, { input, output });
  } finally {
    process.env.EDITOR = former;
    process.env.VISUAL = visual;
    if (former === undefined) delete process.env.EDITOR;
    if (visual === undefined) delete process.env.VISUAL;
  }
  const [draft] = await db.read((reader) => listDrafts(reader, { reading, noun: ['visit'] }));
  expect(draft).toMatchObject({ status: 'CORRECTED', decidedBy: 'Ada' });
});
