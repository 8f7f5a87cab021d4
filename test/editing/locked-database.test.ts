import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { buildVisitInput, openEditingFixture, recordVisitMutation } from './editing-fixture.ts';

test('returns an error code for a record locked by another process, and writes it afterwards', async () => {
  await using editing = await openEditingFixture();
  const token = await editing.token('Ada Lovelace');
  const other = new Sqlite(editing.apiFixture.db.path);
  other.exec('BEGIN IMMEDIATE');
  const { status, errors } = await editing.apiFixture.execute(
    recordVisitMutation,
    { visit: buildVisitInput() },
    { authorization: `Bearer ${token}` },
  );
  expect(status).toBe(503);
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/^Another process has been writing/),
      extensions: { code: 'TIMEOUT', reason: 'DATABASE_LOCKED' },
    },
  ]);
  other.exec('ROLLBACK');
  other.close();
  expect(await editing.sendMutation(token, recordVisitMutation, { visit: buildVisitInput() })).toMatchObject({
    errors: [],
  });
});
