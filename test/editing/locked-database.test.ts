import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { buildVisitInput, openEditingFixture, recordVisitMutation } from './editing-fixture.ts';

test('returns an error code for a record locked by another process, and writes it afterwards', async () => {
  await using editing = await openEditingFixture();
  const token = await editing.token('Ada Lovelace');
  const other = new Sqlite(editing.apiFixture.db.path);
  other.exec('BEGIN IMMEDIATE');
  const { errors } = await editing.sendMutation(token, recordVisitMutation, { visit: buildVisitInput() });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/^Another process has been writing/), extensions: { code: 'TIMEOUT' } },
  ]);
  other.exec('ROLLBACK');
  other.close();
  expect(await editing.sendMutation(token, recordVisitMutation, { visit: buildVisitInput() })).toMatchObject({
    __typename: 'VisitPayload',
  });
});
