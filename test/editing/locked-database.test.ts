import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { buildVisitInput, openEditingFixture, recordVisitMutation } from './editing-fixture.ts';

test('a record that another process keeps locked answers with a code, and can be written afterwards', async () => {
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
