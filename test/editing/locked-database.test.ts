import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { given, openDesk, recordVisit } from './editing-fixture.ts';

test('a record that another process keeps locked answers with a code, and can be written afterwards', async () => {
  await using desk = await openDesk();
  const token = await desk.token('Ada Lovelace');
  const other = new Sqlite(desk.world.db.path);
  other.exec('BEGIN IMMEDIATE');
  const { errors } = await desk.send(token, recordVisit, { visit: given() });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/^Another process has been writing/), extensions: { code: 'TIMEOUT' } },
  ]);
  other.exec('ROLLBACK');
  other.close();
  expect(await desk.send(token, recordVisit, { visit: given() })).toMatchObject({ __typename: 'VisitPayload' });
});
