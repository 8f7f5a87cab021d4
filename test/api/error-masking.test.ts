import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import type { Database, Reader } from '../../src/db/database.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
});
afterAll(() => fixture[Symbol.asyncDispose]());

interface Line {
  level: 'info' | 'warn' | 'error';
  fields: { id: string; err?: Error; code?: string; status?: number };
  message: string;
}

/** The API over a database in which some or all statements fail. */
async function sendQuery(db: Database, query: string) {
  const lines: Line[] = [];
  const to = (level: Line['level']) => (fields: object, message: string) =>
    void lines.push({ level, fields: fields as Line['fields'], message });
  const api = createApi({ db, log: { info: to('info'), warn: to('warn'), error: to('error') } });
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const response = await api.fetch(
    new Request('http://chancery.test/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) }),
  );
  await api.dispose();
  const text = await response.text();
  return { status: response.status, id: response.headers.get('x-request-id'), text, body: JSON.parse(text), lines };
}

const secret = Object.assign(new Error('no such column: visits.secret in SELECT "secret" FROM "visits"'), {
  code: 'SQLITE_ERROR',
  query: 'SELECT "secret"',
  extensions: { code: 'BAD_INPUT', sql: 'SELECT "secret"' },
});

function failingReader(reader: Reader, fails: (statement: number) => boolean): Reader {
  let statement = 0;
  const run = async <Result>(read: () => Promise<Result>): Promise<Result> => {
    if (fails(statement++)) throw secret;
    return read();
  };
  return {
    statements: reader.statements,
    all: (query) => run(() => reader.all(query)),
    get: (query) => run(() => reader.get(query)),
  };
}

/** Statements for which `fails` returns true throw. */
const failing = (fails: (statement: number) => boolean): Database => ({
  path: fixture.db.path,
  epoch: fixture.db.epoch,
  read: (work) => fixture.db.read((reader) => work(failingReader(reader, fails))),
  autocommitReader: () => failingReader(fixture.db.autocommitReader(), fails),
  write: (work) => fixture.db.write(work),
  close: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
});

const sentence = (id: string | null) => `Internal server error. Quote the request id ${id} when you report it.`;
const leaks = /secret|SELECT|SQLITE|no such|Error|\.ts|node_modules|chancery-test|"stack"/;

test('masks the error of a failing statement and reports its path in the query', async () => {
  const { status, id, text, body, lines } = await sendQuery(
    failing((statement) => statement === 0),
    '{\n  visits { totalCount }\n}',
  );
  expect(status).toBe(200);
  expect(body).toEqual({
    data: { visits: null },
    errors: [
      {
        message: sentence(id),
        path: ['visits'],
        locations: [{ line: 2, column: 3 }],
        extensions: { code: 'INTERNAL', requestId: id },
      },
    ],
    extensions: {
      cost: { requested: 1, limit: 50_000 },
      dataset: { sequence: expect.any(Number), epoch: expect.any(String) },
    },
  });
  expect(text).not.toMatch(leaks);
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['error', 'unexpected error'],
    ['info', 'request'],
  ]);
  expect(lines[0]?.fields).toEqual({ id, err: secret });
  expect(lines[1]?.fields).toMatchObject({ id, code: 'INTERNAL', status: 200 });
});

test('returns the other fields of the request and logs one cause once', async () => {
  const { status, id, body, lines } = await sendQuery(
    failing((statement) => statement < 2),
    '{ a: country(code: "KZ") { code } b: country(code: "UZ") { code } c: country(code: "TJ") { code } }',
  );
  expect(status).toBe(200);
  expect(body.data).toEqual({ a: null, b: null, c: { code: 'TJ' } });
  expect(body.errors.map(({ message, path }: { message: string; path: string[] }) => [message, path])).toEqual([
    [sentence(id), ['a']],
    [sentence(id), ['b']],
  ]);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('returns 500 when nothing can be read', async () => {
  const { status, id, text, body, lines } = await sendQuery(
    failing(() => true),
    '{ visits { totalCount } }',
  );
  expect(status).toBe(500);
  expect(body).toEqual({ errors: [{ message: sentence(id), extensions: { code: 'INTERNAL', requestId: id } }] });
  expect(text).not.toMatch(leaks);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([
    { level: 'error', fields: { id, err: secret }, message: 'unexpected error' },
  ]);
});

test('masks the error of a closed database, including its path', async () => {
  const other = await openApiFixture({ dossier: false });
  await other.db.close();
  const { status, id, text, body, lines } = await sendQuery(other.db, '{ visits { totalCount } }');
  expect(status).toBe(500);
  expect(body).toEqual({ errors: [{ message: sentence(id), extensions: { code: 'INTERNAL', requestId: id } }] });
  expect(text).not.toMatch(leaks);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(lines[0]?.fields.err?.message).toBe(`The database ${other.db.path} is closed.`);
  await other[Symbol.asyncDispose]();
});

test('does not report a response that violates the schema as a client error', async () => {
  await using other = await openApiFixture({ dossier: false });
  const file = new Sqlite(other.db.path);
  file.pragma('ignore_check_constraints = ON');
  file.exec("UPDATE countries SET status = 'SUNKEN' WHERE code = 'KZ'");
  file.close();
  const { status, id, body, lines } = await sendQuery(other.db, '{ country(code: "KZ") { code status } }');
  expect(status).toBe(200);
  expect(body.data).toEqual({ country: null });
  expect(body.errors).toEqual([
    {
      message: sentence(id),
      path: ['country', 'status'],
      locations: [{ line: 1, column: 30 }],
      extensions: { code: 'INTERNAL', requestId: id },
    },
  ]);
  expect(lines.find(({ level }) => level === 'error')?.fields.err?.message).toMatch(/cannot represent value: "SUNKEN"/);
});
