import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ClientPacing } from '../../src/api/client-pacing.ts';
import { createApi } from '../../src/api/create-api.ts';
import type { RateLimiter } from '../../src/api/enforce-rate-limit.ts';
import { openDatabase } from '../../src/db/database.ts';
import { shortenStatement } from '../../src/db/slow-statements.ts';
import { redactTokens, serializeError } from '../../src/server/log.ts';
import { createToken, revokeToken } from '../../src/store/write/token.ts';
import { buildVisitInput, importEntriesMutation, openEditingFixture, recordVisitMutation } from './editing-fixture.ts';

interface Line {
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

/** The API of an editing fixture, with its log. */
async function openLoggedApi({ rateLimiter }: { rateLimiter?: RateLimiter } = {}) {
  const editing = await openEditingFixture();
  const lines: Line[] = [];
  const to = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields: fields as Record<string, unknown> });
  const log = { info: to('info'), warn: to('warn'), error: to('error') };
  const { db } = editing.apiFixture;
  const api = createApi({ db, log, rateLimiter, responseCacheBytes: 1_000_000 });
  return {
    db,
    lines,
    token: editing.token,
    /** Sends a request from the address 192.0.2.7; returns the lines that it logs. */
    async send(body: object, token?: string, path = '/graphql') {
      const before = lines.length;
      const response = await api.fetch(
        new Request(`http://chancery.test${path}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json',
            ...(token && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(body),
        }),
        { clientAddress: '192.0.2.7' },
      );
      const text = await response.text();
      return { text, lines: lines.slice(before) };
    },
    async [Symbol.asyncDispose]() {
      await api.dispose();
      await editing[Symbol.asyncDispose]();
    },
  };
}

const countQuery = 'query Count { visits { totalCount } }';
const readPrefix = (token: string): string => token.split('_')[1] ?? '';

test('the line of a query has its client, document, cost, size and sequence number, from the cache too', async () => {
  await using api = await openLoggedApi();
  for (const cache of ['miss', 'hit']) {
    const { text, lines } = await api.send({ query: countQuery }, undefined, '/graphql?secret=1');
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'request',
        fields: {
          id: expect.any(String),
          client: '192.0.2.7',
          method: 'POST',
          path: '/graphql',
          operation: 'Count',
          document: hash('sha256', countQuery),
          ms: expect.any(Number),
          statements: expect.any(Number),
          cost: 1,
          cache,
          status: 200,
          bytes: Buffer.byteLength(text),
          sequence: expect.any(Number),
        },
      },
    ]);
  }
});

test('each write has an audit line with who, what, keys and sequence numbers; a rejected or repeated one has none', async () => {
  await using api = await openLoggedApi();
  const token = await api.token('Ada Lovelace');
  const variables = { visit: buildVisitInput(), idem: 'once' };
  const { lines } = await api.send({ query: recordVisitMutation, variables }, token);
  const sequence = lines[1]?.fields.sequence as number;
  expect(lines).toMatchObject([
    {
      level: 'info',
      message: 'write',
      fields: {
        id: lines[1]?.fields.id,
        client: '192.0.2.7',
        token: readPrefix(token),
        holder: 'Ada Lovelace',
        verb: 'record',
        records: ['visit v2'],
        revisions: 1,
        firstSequence: sequence,
        lastSequence: sequence,
        source: 'gazette',
      },
    },
    { level: 'info', message: 'request', fields: { token: readPrefix(token), holder: 'Ada Lovelace' } },
  ]);
  for (const again of [variables, { visit: { ...buildVisitInput(), summary: '' } }]) {
    const { lines } = await api.send({ query: recordVisitMutation, variables: again }, token);
    expect(lines.map(({ message }) => message)).toEqual(['request']);
  }
  const entries = ['ada-1', 'ada-2'].map((key) => ({ person: { key, name: key } }));
  const batch = await api.send({ query: importEntriesMutation, variables: { entries } }, token);
  expect(batch.lines[0]).toMatchObject({
    message: 'write',
    fields: {
      verb: 'import',
      records: ['person ada-1', 'person ada-2'],
      revisions: 2,
      firstSequence: sequence + 1,
      lastSequence: sequence + 2,
    },
  });
});

test('rejected tokens are warnings that name the reason, and the prefix only of tokens on record', async () => {
  await using api = await openLoggedApi();
  const { db } = api;
  const long = new Date(Date.now() - 30 * 86_400_000);
  const expired = await api.token('Ada Lovelace', 'EDITOR', long);
  const revoked = await db.write((tx) => createToken(tx, { holder: 'Béla', role: 'EDITOR', days: 1 }, new Date()));
  await db.write((tx) => revokeToken(tx, revoked.prefix, new Date()));
  const forged = `${expired.slice(0, -64)}${'0'.repeat(64)}`;
  for (const [token, tokenRejection, holder, level] of [
    [expired, 'EXPIRED', 'Ada Lovelace', 'warn'],
    [revoked.token, 'REVOKED', 'Béla', 'warn'],
    [forged, 'UNKNOWN', undefined, 'warn'],
    ['two words', 'MALFORMED', undefined, 'warn'],
    [undefined, 'MISSING', undefined, 'info'],
  ] as const) {
    const variables = { visit: buildVisitInput() };
    const { lines } = await api.send({ query: recordVisitMutation, variables }, token);
    expect(lines, tokenRejection).toMatchObject([{ level, message: 'request', fields: { tokenRejection } }]);
    expect([lines[0]?.fields.holder, lines[0]?.fields.token]).toEqual([holder, holder && readPrefix(token ?? '')]);
  }
  const text = JSON.stringify(api.lines);
  for (const secret of [expired, revoked.token]) expect(text).not.toContain(secret.slice(-64));
});

test('a request over the rate limit is a warning', async () => {
  await using api = await openLoggedApi({
    rateLimiter: {
      perMinute: 1,
      pacing: new ClientPacing(1_800),
      consume: async () => 7,
      charge: async () => undefined,
    },
  });
  expect((await api.send({ query: countQuery })).lines).toMatchObject([
    { level: 'warn', message: 'request', fields: { code: 'RATE_LIMITED', status: 429, client: '192.0.2.7' } },
  ]);
});

test('cuts off long texts of clients', async () => {
  await using api = await openLoggedApi();
  const { lines } = await api.send(
    { query: `query ${'a'.repeat(5_000)} { __typename }` },
    undefined,
    `/${'b'.repeat(500)}`,
  );
  const long = await api.send({ query: `query ${'a'.repeat(5_000)} { __typename }` });
  expect(lines[0]?.fields.path).toBe(`/${'b'.repeat(199)}…`);
  expect(long.lines[0]?.fields.operation).toBe(`${'a'.repeat(200)}…`);
});

test('slow statements and slow writes are reported without values', async () => {
  await using editing = await openEditingFixture();
  const { path } = editing.apiFixture.db;
  const reports: [statement: string, ms: number][] = [];
  await using db = await openDatabase({
    path,
    slowStatements: { thresholdMs: 0, report: (statement, ms) => void reports.push([statement, ms]) },
  });
  const api = createApi({ db });
  const query = '{ statements(filter: { text: "secretword" }) { totalCount } }';
  await api.fetch(
    new Request('http://chancery.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }),
  );
  await db.write(() => undefined);
  expect(reports.map(([statement]) => statement)).toContain('write transaction');
  expect(reports.length).toBeGreaterThan(1);
  for (const [statement, ms] of reports) {
    expect(statement.length).toBeLessThanOrEqual(303);
    expect(statement).not.toMatch(/secret/i);
    expect(ms).toBeGreaterThanOrEqual(0);
  }
  await api.dispose();
});

test('shortens a statement and replaces its literals', () => {
  expect(shortenStatement("SELECT\n  'it''s secret', ?  FROM visits")).toBe("SELECT '…', ? FROM visits");
  const long = shortenStatement(`SELECT ${'a, '.repeat(500)} b FROM visits`);
  expect([long.length <= 303, long.startsWith('SELECT a, '), long.endsWith('b FROM visits')]).toEqual([
    true,
    true,
    true,
  ]);
});

test('redacts tokens anywhere in a line, and the values of failed statements', () => {
  const token = `chancery_0123456789ab_${'f'.repeat(64)}`;
  expect(redactTokens(`{"a":"${token}","b":"x${token.slice(0, 40)}"}`)).toBe(
    '{"a":"chancery_0123456789ab_[redacted]","b":"xchancery_0123456789ab_[redacted]"}',
  );
  const cause = Object.assign(new Error('UNIQUE constraint failed'), { code: 'SQLITE_CONSTRAINT' });
  const error = Object.assign(new Error('Failed query: insert … params: secret', { cause }), {
    query: 'insert',
    params: ['secret'],
  });
  const serialized = serializeError(error);
  expect(serialized).toMatchObject({ message: 'A statement failed.', cause: { code: 'SQLITE_CONSTRAINT' } });
  expect(JSON.stringify(serialized)).not.toContain('secret');
});
