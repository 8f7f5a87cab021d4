import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const sandbox = openCliSandbox({ here: true });
beforeAll(() => copyTemplateDatabase(sandbox.resolve('record.db'), { dossier: false }));
afterAll(() => sandbox[Symbol.dispose]());

const story = `Norwegian President Ada Lund arrived in Peru on Monday.

“We are ready to sign,” Lund told President Bo Paz, “and we will.”

“Nobody has seen the draft yet,” a senior official said.
`;

/** Runs a command with a text on stdin. */
async function pipe(input: string | Buffer, ...args: string[]) {
  const env = { PATH: process.env.PATH, CHANCERY_DB: sandbox.resolve('record.db') };
  const child = spawn(process.execPath, [cliPath, ...args], { env, cwd: sandbox.resolve('.') });
  const closed = new Promise<number | null>((done) => child.on('close', done));
  child.stdin.on('error', () => undefined).end(input);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}

test('what it prints is imported unchanged through a pipe, and the rest is a comment', async () => {
  const { code, out, err } = await pipe(
    story,
    'read',
    '-',
    '--published-on',
    '2024-05-15',
    '--publisher',
    'The Gazette',
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('# speaker: "a senior official" at 158.');
  expect(out).toMatch(/^# {3}key: the-gazette-2024-05-15-[0-9a-f]{8}:S2$/m);
  const imported = await pipe(out, 'import', 'entries', '-', '--json');
  // The source, two people, the visit and the statement.
  expect(JSON.parse(imported.out)).toMatchObject({ read: 5, created: 5, rejected: 0 });
  const again = await pipe(out, 'import', 'entries', '-', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ unchanged: 5, vanished: 0 });
});

test('import reads JSON Lines and a JSON array from stdin, and rejects other text', async () => {
  const trip = { noun: 'trip', key: 'by-pipe' };
  const lines = await pipe(`${JSON.stringify(trip)}\n`, 'import', 'entries', '-', '--json');
  expect(JSON.parse(lines.out)).toMatchObject({ created: 1, rejected: 0 });
  const array = await pipe(JSON.stringify([trip]), 'import', 'entries', '-', '--json');
  expect(JSON.parse(array.out)).toMatchObject({ unchanged: 1, rejected: 0 });
  const other = await pipe('no records', 'import', 'entries', '-', '--json');
  expect(other.code).toBe(1);
  expect(JSON.parse(other.out)).toMatchObject({ rejected: 1, created: 0 });
});

test.each([
  ['no date', story, [], /^DATE_UNKNOWN: .* Add --published-on/],
  ['a day that does not exist', story, ['--published-on', '2024-02-30'], /2024-02-30/],
  [
    'a language without data',
    story,
    ['--language', 'tlh', '--published-on', '2024-05-15'],
    /^LANGUAGE_UNSUPPORTED: Texts in "tlh" cannot be read\. /,
  ],
  ['HTML in a text file', '<html><body><p>Ada</p></body></html>', [], /^HTML_TEXT: /],
  ['no text', ' \n', [], /has no text/],
])('%s is rejected with the expected form', async (_name, content, flags, message) => {
  writeFileSync(sandbox.resolve('story.txt'), content);
  const { code, out, err } = await sandbox.run(['read', 'story.txt', ...flags]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

test('--json says on stderr that the publisher is not known', async () => {
  // Another text than the one that is a source on record.
  writeFileSync(sandbox.resolve('story.txt'), `${story}\nThe talks end on Friday.\n`);
  const flags = ['read', 'story.txt', '--json', '--published-on', '2024-05-15'];
  expect(await sandbox.run(flags)).toMatchObject({
    code: 0,
    err: expect.stringContaining('publisher: the text does not'),
  });
  const { err } = await sandbox.run([...flags, '--publisher', 'The Gazette']);
  expect(err).not.toContain('publisher');
});

test('a text on stdin that is too long is rejected', async () => {
  const { code, err } = await pipe(Buffer.alloc(20_000_001, 'a'), 'read', '-');
  expect([code, err]).toEqual([2, expect.stringMatching(/^TEXT_TOO_LONG: stdin has more than .* 20,000,000 bytes/)]);
});
