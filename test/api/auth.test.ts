import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { authenticate } from '../../src/api/auth.ts';
import type { TokenRole } from '../../src/model/vocabulary.ts';
import type { Authentication } from '../../src/schema/context.ts';
import { createToken, revokeToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

const { compared } = vi.hoisted(() => ({ compared: vi.fn() }));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, timingSafeEqual: compared.mockImplementation(crypto.timingSafeEqual) };
});

const made = new Date('2026-01-01T12:00:00.000Z');
const expires = new Date('2026-01-11T12:00:00.000Z');
const later = (ms: number): Date => new Date(made.getTime() + ms);

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const create = (holder: string, role: TokenRole = 'EDITOR') =>
  fixture.db.write((tx) => createToken(tx, { holder, role, days: 10 }, made));
const revoke = (prefix: string) => fixture.db.write((tx) => revokeToken(tx, prefix, later(1_000)));

/** The token that an authorization header authenticates; sends no header if undefined. */
const authenticateWith = (header: string | undefined, now = later(60_000)): Promise<Authentication> =>
  authenticate(fixture.db, header, now);
const bear = (token: string, now?: Date): Promise<Authentication> => authenticateWith(`Bearer ${token}`, now);

const how = 'Send "Authorization: Bearer <token>", with a token created by "chancery token create".';
const unknown = {
  denialReason: 'The token is unknown. Send the complete token, as printed by "chancery token create".',
};
const noBearer = { denialReason: `The authorization header is not a bearer token. ${how}` };

test('authenticates the holder of a token, with its role', async () => {
  const ada = await create('Ada Lovelace');
  const grace = await create('Grace Hopper', 'ADMIN');
  expect(await bear(ada.token)).toEqual({
    editor: { tokenId: expect.any(Number), holder: 'Ada Lovelace', role: 'EDITOR' },
    expiresAt: expect.any(String),
  });
  expect(await bear(grace.token)).toEqual({
    editor: { tokenId: expect.any(Number), holder: 'Grace Hopper', role: 'ADMIN' },
    expiresAt: expect.any(String),
  });
  const ids = await Promise.all([ada, grace, ada].map(async ({ token }) => JSON.stringify(await bear(token))));
  expect(new Set(ids).size).toBe(2);
});

test.each(['Bearer', 'bearer', 'BEARER', 'Bearer  '])('accepts the scheme spelled %j', async (scheme) => {
  const { token } = await create('Ada Lovelace');
  expect(await authenticateWith(`${scheme} ${token}`)).toHaveProperty('editor');
});

test('explains how to send a token when the authorization header is missing', async () => {
  expect(await authenticateWith(undefined)).toEqual({
    denialReason: `The request has no authorization header. ${how}`,
  });
});

test('rejects a header without a bearer token', async () => {
  const { token } = await create('Ada Lovelace');
  for (const header of [
    '',
    'Bearer',
    'Bearer ',
    token,
    `Basic ${token}`,
    `Bearer ${token} x`,
    `Bearer ${token}, Bearer ${token}`,
    `Bearer${token}`,
  ])
    expect(await authenticateWith(header)).toEqual(noBearer);
});

test('rejects a token that is truncated, lengthened, in capitals or has the prefix of another', async () => {
  const { token, prefix } = await create('Ada Lovelace');
  const other = await create('Grace Hopper');
  const swapped = token.replace(prefix, other.prefix);
  const secret = token.slice(-64);
  for (const wrong of [
    token.slice(0, -1),
    token.slice(0, 40),
    `${token}0`,
    token.toUpperCase(),
    swapped,
    secret,
    prefix,
    `chancery_${prefix}_`,
  ])
    expect(await bear(wrong)).toEqual(unknown);
});

test('rejects a token with any one character changed', async () => {
  const { token } = await create('Ada Lovelace');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: token.length - 1 }),
      fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCDEF_-'),
      async (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(await bear(changed)).toEqual(
          changed === token ? { editor: expect.anything(), expiresAt: expect.any(String) } : unknown,
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('rejects arbitrary header text without repeating it', async () => {
  await create('Ada Lovelace');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', 'Bearer ', 'Basic '),
      fc.string({ unit: 'grapheme-ascii', minLength: 12 }),
      async (scheme, text) => {
        const header = scheme + text;
        expect([unknown, noBearer]).toContainEqual(await authenticateWith(header));
      },
    ),
    { numRuns: 300 },
  );
});

test('accepts a token until the instant at which it expires', async () => {
  const { token, prefix, expiresAt } = await create('Ada Lovelace');
  expect(expiresAt).toBe(expires.toISOString());
  expect(await bear(token, new Date(expires.getTime() - 1))).toHaveProperty('editor');
  const expired = {
    denialReason: `The token ${prefix} expired on 2026-01-11. Create a new one with "chancery token create".`,
  };
  expect(await bear(token, expires)).toEqual(expired);
  // Without a clock, the system time applies.
  expect(await authenticate(fixture.db, `Bearer ${token}`)).toEqual(expired);
});

test('rejects a revoked token from the next request on and still accepts others', async () => {
  const { token, prefix } = await create('Ada Lovelace');
  const other = await create('Ada Lovelace');
  expect(await bear(token)).toHaveProperty('editor');
  await revoke(prefix);
  const revoked = {
    denialReason: `The token ${prefix} was revoked on 2026-01-01. Create a new one with "chancery token create".`,
  };
  expect(await bear(token)).toEqual(revoked);
  expect(await bear(token, expires)).toEqual(revoked);
  expect(await bear(other.token)).toHaveProperty('editor');
});

test('does not reveal to a holder of the prefix alone whether the token is revoked or expired', async () => {
  const { token, prefix } = await create('Ada Lovelace');
  const forged = token.slice(0, -64) + '0'.repeat(64);
  expect(await bear(forged, expires)).toEqual(unknown);
  await revoke(prefix);
  expect(await bear(forged)).toEqual(unknown);
});

test('compares an unknown prefix in the same way as a wrong secret', async () => {
  const { token, prefix } = await create('Ada Lovelace');
  const calls = [];
  for (const wrong of [token.slice(0, -64) + '0'.repeat(64), token.replace(prefix, '0'.repeat(12))]) {
    compared.mockClear();
    expect(await bear(wrong)).toEqual(unknown);
    calls.push(compared.mock.calls.map(([one, other]) => [(one as Buffer).length, (other as Buffer).length]));
  }
  expect(calls).toEqual([[[32, 32]], [[32, 32]]]);
});

test('writes nothing when authenticating', async () => {
  const { token } = await create('Ada Lovelace');
  await using frozen = await openApiFixture({ dossier: false });
  const write = vi.spyOn(frozen.db, 'write');
  expect(await authenticate(frozen.db, `Bearer ${token}`)).toEqual(unknown);
  expect(write).not.toHaveBeenCalled();
});
