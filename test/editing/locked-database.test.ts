import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { buildVisitInput, openEditingFixture, recordVisitMutation } from './editing-fixture.ts';

test('returns an error code for a record locked by another process, and writes it afterwards', async () => {
  await using desk = await openEditingFixture();
  const token = await desk.token('Ada Lovelace');
  const other = new Sqlite(desk.apiFixture.db.path);
  other.exec('BEGIN IMMEDIATE');
  const { errors } = await desk.sendMutation(token, recordVisitMutation, { visit: buildVisitInput() });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/^Another process has been writing/), extensions: { code: 'TIMEOUT' } },
  ]);
  other.exec('ROLLBACK');
  other.close();
  expect(await desk.sendMutation(token, recordVisitMutation, { visit: buildVisitInput() })).toMatchObject({
    __typename: 'VisitPayload',
  });
});
