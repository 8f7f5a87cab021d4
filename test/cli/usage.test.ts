import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
afterAll(() => place[Symbol.dispose]());

test.each(['init', 'serve', 'mcp', 'import', 'mapping', 'check', 'read', 'drafts', 'resolve', 'config'])(
  '%s --help has an example',
  async (command) => {
    const { code, out, err } = await place.run([command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`Example:\n  .*chancery ${command}`));
  },
);

test.each([
  [
    ['improt'],
    "error: unknown command 'improt'\n(Did you mean import?)\nCommands: init, serve, mcp, import, mapping, check, export, read, drafts, resolve, backup, restore, token, source, config.\n",
  ],
  [['check', '--jsno'], "error: unknown option '--jsno'\n(Did you mean --json?)\nAdd --help to show the usage.\n"],
  [['import', 'entries'], "error: missing required argument 'path'\nAdd --help to show the usage.\n"],
  [
    ['check', 'twice'],
    "error: too many arguments for 'check'. Expected 0 arguments but got 1.\nAdd --help to show the usage.\n",
  ],
  [['import', 'entries', '.', '--terms', '.'], '--terms is an option of hsg-travels, not of entries.\n'],
  [
    ['import', 'table', '.'],
    'table requires --mapping: the path of a mapping file, which "chancery mapping new" proposes, or a name of "chancery mapping list".\n',
  ],
  [
    ['read', 'a.txt', '--json', '--yaml'],
    "error: option '--yaml' cannot be used with option '--json'\nAdd --help to show the usage.\n",
  ],
  [['import', 'entries', '.', '--noun', 'visit'], '--noun is an option of table, not of entries.\n'],
  [['import', 'entries', '.', '--create', 'persons'], '--create is an option of table, not of entries.\n'],
  [
    ['import', 'table', '.', '--create', 'countries'],
    '--create is "countries". Expected one or several of persons, sources, offices.\n',
  ],
  [['import', 'entries', '.', '--column', 'a=b'], '--column is an option of table, not of entries.\n'],
  [['import', 'table', '.', '--column', 'Year'], '--column is "Year". Expected name=value.\n'],
  [['import', 'table', '.', '--column', 'a=b', '--column', 'a=c'], '--column gives "a" twice.\n'],
  [['mapping', 'old'], "error: unknown command 'old'\nCommands of mapping: new, list.\n"],
  [['serve', '--port', 'http'], '--port is "http". It must be a whole number from 0 to 65535 (0 picks a free port).\n'],
])('%j exits with 2', async (args, sentence) => {
  expect(await place.run(args)).toEqual({ code: 2, out: '', err: sentence });
});

test('--version prints the version alone', async () => {
  expect(await place.run(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
});

test('lists the shipped mappings', async () => {
  const { code, out } = await place.run(['mapping', 'list']);
  expect(code).toBe(0);
  expect(out).toMatch(/^colt +visit +Country and Organizational Leader Travel/m);
  expect(out).toMatch(/^comtrade +flow +UN Comtrade Database$/m);
});

test('imports with a shipped mapping by name, as a table or as flows, and with an added column', async () => {
  const trips = place.resolve('trips.csv');
  writeFileSync(trips, 'Country,Locations,Dates,Purpose\nKazakhstan,Astana,November 1,State visit.\n');
  const added = ['Traveller=France', 'From=France', 'Year=2023', 'Article=https://example.org/a'];
  const columns = added.flatMap((one) => ['--column', one]);
  const command = ['import', 'table', trips, '--mapping', 'wikipedia-trips', '--create', 'sources', '--dry-run'];
  const { code, out } = await place.run([...command, ...columns]);
  expect(out).toContain('Read as CSV, in UTF-8, separated by ","');
  expect([code, /^created +1$/m.test(out)]).toEqual([0, true]);
  const flows = place.resolve('baci.csv');
  writeFileSync(flows, 't,i,j,k,v,q\n2022,398,251,TOTAL,1.5,2\n');
  const report = await place.run(['import', 'table', flows, '--mapping', 'baci', '--dry-run', '--json']);
  expect(JSON.parse(report.out)).toMatchObject({ read: 1, created: 1, formats: [{ file: 'baci.csv', format: 'CSV' }] });
});

test('an unknown format is rejected with the known formats', async () => {
  const { code, err } = await place.run(['import', 'hsg', '.']);
  expect(code).toBe(2);
  expect(err).toContain("'hsg' is invalid for argument 'format'. Allowed choices are entries, hsg-travels");
});

/** The sandbox copies a database for imports that do not state their data. */
const noTemplate = { CHANCERY_DATA: 'none', CHANCERY_DB: place.resolve('missing.db') };

test('importing a missing path creates no database', async () => {
  const missing = place.resolve('nothing-here');
  expect(await place.run(['import', 'entries', missing], noTemplate)).toEqual({
    code: 2,
    out: '',
    err: `There is no file or folder ${missing}.\n`,
  });
  expect(existsSync(noTemplate.CHANCERY_DB)).toBe(false);
});

test('importing a folder without files of the format creates no database', async () => {
  const folder = place.resolve('.');
  const { code, out, err } = await place.run(['import', 'hsg-travels', folder], noTemplate);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(
    `${folder} has no XML files in president-travels/ or secretary-travels/. Give the folder that contains them.\n`,
  );
  expect(existsSync(noTemplate.CHANCERY_DB)).toBe(false);
});

test('without a command, the help is printed and the exit code is 2', async () => {
  const { code, out, err } = await place.run([]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('Usage: chancery <command>');
});

test('a pipe that is closed early is not an error', async () => {
  const child = spawn(process.execPath, [cliPath, 'config', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [[code], err] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  expect([code, err]).toEqual([0, '']);
});

test('config prints every setting with its value and origin', async () => {
  const { code, out } = await place.run(['config', '--json', '--port', '8080', '--no-backup'], { HOST: '0.0.0.0' });
  expect(code).toBe(0);
  const settings: { name: string; value: unknown; origin: string }[] = JSON.parse(out);
  expect(settings.map(({ name, value, origin }) => [name, value, origin])).toEqual([
    ['PORT', 8080, 'flag'],
    ['HOST', '0.0.0.0', 'environment'],
    ['CHANCERY_DB', place.resolve('record.db'), 'environment'],
    ['CHANCERY_DATA', 'box', 'default'],
    ['CHANCERY_SOURCES', '', 'default'],
    ['LOG_LEVEL', 'info', 'default'],
    ['LOG_FORMAT', 'json', 'default'],
    ['CHANCERY_WORKERS', 1, 'default'],
    ['CHANCERY_READER_THREADS', 'auto', 'default'],
    ['CHANCERY_CACHE_MB', 64, 'default'],
    ['CHANCERY_RESPONSE_MB', 10, 'default'],
    ['CHANCERY_EXPORT_ROWS', 10_000, 'default'],
    ['CHANCERY_DOCUMENTS', 'any', 'default'],
    ['CHANCERY_MANIFEST', expect.stringMatching(/persisted-documents\.json$/), 'default'],
    ['CHANCERY_RATE', 'auto', 'default'],
    ['CHANCERY_TRUST_PROXY', 'off', 'default'],
    ['CHANCERY_ALLOWED_HOSTS', '', 'default'],
    ['CHANCERY_PUBLIC_URL', '', 'default'],
    ['CHANCERY_WEBHOOK_NETWORKS', '', 'default'],
    ['CHANCERY_SMTP_URL', '', 'default'],
    ['CHANCERY_MAIL_FROM', '', 'default'],
    ['CHANCERY_STOP_SECONDS', 10, 'default'],
    ['CHANCERY_HANG_SECONDS', 30, 'default'],
    ['CHANCERY_MIN_FREE_MB', 8, 'default'],
    ['CHANCERY_SLOW_MS', 500, 'default'],
    ['CHANCERY_MIGRATION_BACKUP', 'off', 'flag'],
  ]);
  const human = await place.run(['config']);
  expect(human.out).toMatch(/^PORT {2,}0 {2,}environment {2,}Port to listen on/);
});
