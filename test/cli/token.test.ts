import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { createToken } from '../../src/store/write/token.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
beforeAll(async () => {
  await copyTemplateDatabase(place.resolve('record.db'), { dossier: false });
});
afterAll(() => place[Symbol.dispose]());

const form = /^chancery_([0-9a-f]{12})_([0-9a-f]{64})$/;
const day = 86_400_000;

interface Made {
  token: string;
  prefix: string;
  holder: string;
  role: string;
  createdAt: string;
  expiresAt: string;
}

async function create(...flags: string[]): Promise<Made> {
  const { code, out, err } = await place.run(['token', 'create', '--json', ...flags]);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}
const list = async () => JSON.parse((await place.run(['token', 'list', '--json'])).out) as Record<string, unknown>[];

/** The database files on disk: the main file, its log and its index. */
const bytes = (): Buffer =>
  Buffer.concat(
    readdirSync(place.resolve('.'))
      .filter((name) => name.startsWith('record.db'))
      .map((name) => readFileSync(place.resolve(name))),
  );

test('explains how to create a token when there is none', async () => {
  expect(await list()).toEqual([]);
  expect(await place.run(['token', 'list'])).toEqual({
    code: 0,
    out: 'There are no tokens. Create one with "chancery token create".\n',
    err: '',
  });
});

test('create prints only the token, list shows everything except the secret, revoke ends it', async () => {
  const { code, out, err } = await place.run(['token', 'create', '--holder', '  Ada Lovelace ']);
  expect(code).toBe(0);
  const [token = '', prefix = '', secret = ''] = form.exec(out.trimEnd()) ?? [];
  expect(out).toBe(`${token}\n`);
  expect(err).toMatch(
    /^Token for Ada Lovelace \(EDITOR\), valid until \d{4}-\d\d-\d\d\. Save it now: it is not shown again\.\n$/,
  );
  expect(err).not.toContain(secret);

  const [listed, ...others] = await list();
  expect(others).toEqual([]);
  expect(Object.keys(listed ?? {})).toEqual([
    'prefix',
    'holder',
    'role',
    'createdAt',
    'expiresAt',
    'revokedAt',
    'state',
  ]);
  expect(listed).toMatchObject({ prefix, holder: 'Ada Lovelace', role: 'EDITOR', revokedAt: null, state: 'ACTIVE' });
  expect(Date.parse(String(listed?.expiresAt)) - Date.parse(String(listed?.createdAt))).toBe(90 * day);

  expect(await place.run(['token', 'revoke', prefix])).toEqual({
    code: 0,
    out: `Revoked ${prefix}, the token of Ada Lovelace.\n`,
    err: '',
  });
  expect((await list())[0]).toMatchObject({
    prefix,
    state: 'REVOKED',
    revokedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  const again = await place.run(['token', 'revoke', prefix]);
  expect([again.code, again.out]).toEqual([2, '']);
  expect(again.err).toMatch(new RegExp(`^The token "${prefix}" was already revoked on \\d{4}-\\d\\d-\\d\\d\\.\n$`));
});

test('stores role and days, and two tokens of one holder share nothing', async () => {
  const one = await create('--holder', 'Grace Hopper', '--role', 'ADMIN', '--days', '3650');
  const two = await create('--holder', 'Grace Hopper', '--days', '1');
  expect([one.role, two.role]).toEqual(['ADMIN', 'EDITOR']);
  const lasts = [one, two].map(({ createdAt, expiresAt }) => (Date.parse(expiresAt) - Date.parse(createdAt)) / day);
  expect(lasts).toEqual([3650, 1]);
  const [first, second] = [one, two].map(({ token }) => form.exec(token)?.slice(1) ?? []);
  expect(first?.[0]).toBe(one.prefix);
  expect(first?.[0]).not.toBe(second?.[0]);
  expect(first?.[1]).not.toBe(second?.[1]);
  const revoked = await place.run(['token', 'revoke', two.prefix, '--json']);
  expect(JSON.parse(revoked.out)).toEqual({
    prefix: two.prefix,
    holder: 'Grace Hopper',
    revokedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
  const states = new Map((await list()).map(({ prefix, state }) => [prefix, state]));
  expect([states.get(one.prefix), states.get(two.prefix)]).toEqual(['ACTIVE', 'REVOKED']);
});

test('the secret is absent from the database files, including the log of an open write, and from listings', async () => {
  const made = await create('--holder', 'Emmy Noether');
  await using db = await openDatabase({ path: place.resolve('record.db') });
  const open = await db.write((tx) =>
    createToken(tx, { holder: 'Noether, by hand', role: 'EDITOR', days: 1 }, new Date()),
  );
  const files = bytes();
  const listings = [await place.run(['token', 'list']), await place.run(['token', 'list', '--json'])]
    .map(({ out }) => out)
    .join();
  for (const { token, holder, prefix } of [made, open]) {
    const secret = form.exec(token)?.[2] ?? '';
    expect(secret).toHaveLength(64);
    // The stored values are found, which proves that the search works.
    for (const stored of [holder, prefix])
      expect([files.includes(stored), listings.includes(stored)]).toEqual([true, true]);
    for (const hidden of [secret, secret.slice(0, 16), secret.slice(-16), Buffer.from(secret, 'hex')])
      expect(files.includes(hidden)).toBe(false);
    expect(listings).not.toContain(secret.slice(0, 16));
    expect(listings).not.toContain(secret.slice(-16));
  }
  // Neither secrets nor their hashes.
  expect(listings).not.toMatch(/[0-9a-f]{13}/);
});

test('an expired token is listed as expired and can be revoked', async () => {
  const { prefix } = await (async () => {
    await using db = await openDatabase({ path: place.resolve('record.db') });
    return await db.write((tx) =>
      createToken(tx, { holder: 'Hypatia', role: 'ADMIN', days: 30 }, new Date('2020-01-01T00:00:00.000Z')),
    );
  })();
  const { out } = await place.run(['token', 'list']);
  expect(out).toMatch(/^PREFIX +HOLDER +ROLE +CREATED +EXPIRES +STATE\n/);
  expect(out).toMatch(new RegExp(`^${prefix} +Hypatia +ADMIN +2020-01-01 +2020-01-31 +EXPIRED$`, 'm'));
  expect((await place.run(['token', 'revoke', prefix])).code).toBe(0);
  expect((await list()).find((token) => token.prefix === prefix)?.state).toBe('REVOKED');
});

const days = (given: string): [string[], string] => [
  ['create', '--holder', 'Ada', '--days', given],
  `--days is "${given}". It must be a whole number from 1 to 3650.\n`,
];
const addHelp = 'Add --help to show the usage.\n';

describe('invalid usage', () => {
  const listStates = async () => (await list()).map(({ holder, state }) => `${holder} ${state}`);
  let before: string[];
  beforeAll(async () => {
    before = await listStates();
  });

  test.each<[string[], string]>([
    [['create'], `error: required option '--holder <name>' not specified\n${addHelp}`],
    [['create', '--holder', ' '], '--holder is empty. It must be a name, such as "Ada Lovelace".\n'],
    [
      ['create', '--holder', 'Ada\n\u001b[2J'],
      '--holder is "Ada\\n\\u001b[2J". It must be a name on one line, without control characters.\n',
    ],
    [
      ['create', '--holder', 'Ada', '--role', 'OWNER'],
      `error: option '--role <role>' argument 'OWNER' is invalid. Allowed choices are EDITOR, ADMIN.\n${addHelp}`,
    ],
    days('0'),
    days('3651'),
    days('-1'),
    days('1.5'),
    days('1e2'),
    days(' 9'),
    days('00090'),
    days('ninety'),
    days(''),
    [['revoke'], `error: missing required argument 'prefix'\n${addHelp}`],
    [['revoke', '0123456789ab'], 'No token has the prefix "0123456789ab". "chancery token list" shows all tokens.\n'],
    [['craete'], "error: unknown command 'craete'\n(Did you mean create?)\nCommands of token: create, list, revoke.\n"],
  ])('token %j', async (args, sentence) => {
    expect(await place.run(['token', ...args])).toEqual({ code: 2, out: '', err: sentence });
  });

  test('accepts a name of 200 characters and rejects one of 201', async () => {
    expect((await create('--holder', '𝒜'.repeat(200))).holder).toBe('𝒜'.repeat(200));
    expect(await place.run(['token', 'create', '--holder', '𝒜'.repeat(201)])).toEqual({
      code: 2,
      out: '',
      err: '--holder has 201 characters. It must be a name of at most 200.\n',
    });
    before.push(`${'𝒜'.repeat(200)} ACTIVE`);
  });

  test('creates and revokes no tokens', async () => {
    expect(await listStates()).toEqual(before);
  });

  test('a full token in place of a prefix is rejected, not repeated, and not revoked', async () => {
    const { token, prefix } = await create('--holder', 'Sofia Kovalevskaya');
    for (const given of [token, token.slice(0, -1), prefix.toUpperCase(), `${prefix}%`, "' OR 1=1"])
      expect(await place.run(['token', 'revoke', given])).toEqual({
        code: 2,
        out: '',
        err: 'The prefix must be the 12 characters between the underscores of a token, as shown by "chancery token list".\n',
      });
    expect((await list()).find((one) => one.prefix === prefix)?.state).toBe('ACTIVE');
  });
});

test.each([['create', '--holder', 'Ada'], ['list'], ['revoke', '0123456789ab']])(
  'token %s does not create a database',
  async (...args) => {
    const missing = place.resolve('none/record.db');
    expect(await place.run(['token', ...args, '--json', '--db', missing])).toEqual({
      code: 3,
      out: '',
      err: `There is no database at ${missing}. Create it with "chancery init", or set CHANCERY_DB.\n`,
    });
    expect(existsSync(place.resolve('none'))).toBe(false);
  },
);

test.each([[[]], [['create']], [['list']], [['revoke']]])('token %j --help has an example', async (verb) => {
  const { code, out, err } = await place.run(['token', ...verb, '--help']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`Example:\n  chancery token ${verb[0] ?? 'create'}`));
});
