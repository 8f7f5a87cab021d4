import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase, type Reader, type Transaction } from '../../src/db/database.ts';
import { topics } from '../../src/db/tables/index.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const topicKeys = async (reader: Reader): Promise<string[]> =>
  (await reader.all<{ key: string }>(sql`SELECT key FROM ${topics} ORDER BY key`)).map(({ key }) => key);
const keysOf = (db: Database): Promise<string[]> => db.read(topicKeys);
const add = (key: string) => (tx: Transaction) => {
  tx.insert(topics).values({ key, name: key }).run();
};

describe('a write', () => {
  test('is visible to later reads in this process and others', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false });
    await scratch.db.write(add('a'));
    await using other = await openDatabase({ path: scratch.db.path });
    await other.write(add('b'));
    expect(await keysOf(scratch.db)).toEqual(['a', 'b']);
    expect(await keysOf(other)).toEqual(['a', 'b']);
  });

  test('that throws is rolled back, and the next one works', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false });
    const failed = scratch.db.write((tx) => {
      add('a')(tx);
      throw new Error('Enough.');
    });
    await expect(failed).rejects.toThrow('Enough.');
    await scratch.db.write(add('b'));
    expect(await keysOf(scratch.db)).toEqual(['b']);
  });

  test('outside a closed vocabulary is rejected by the database', async () => {
    await using scratch = await openTemporaryDatabase();
    const outside = scratch.db.write((tx) => tx.run(sql`UPDATE visits SET status = 'DONE'`));
    await expect(outside).rejects.toMatchObject({ cause: { code: 'SQLITE_CONSTRAINT_CHECK' } });
  });

  test('that deletes a referenced row is rejected by the database', async () => {
    await using scratch = await openTemporaryDatabase();
    const orphaning = scratch.db.write((tx) => tx.run(sql`DELETE FROM sources WHERE key = 'rnbo-2023-11-01'`));
    await expect(orphaning).rejects.toMatchObject({ cause: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
  });
});

test('a reader sees one snapshot despite concurrent writes', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  await scratch.db.write(add('a'));
  await scratch.db.read(async (reader) => {
    expect(await topicKeys(reader)).toEqual(['a']);
    await scratch.db.write(add('b'));
    await scratch.db.write((tx) => tx.update(topics).set({ key: 'c' }).where(eq(topics.key, 'a')).run());
    expect(await topicKeys(reader)).toEqual(['a']);
    expect(reader.statements).toHaveLength(2);
  });
  expect(await keysOf(scratch.db)).toEqual(['b', 'c']);
});

test('concurrent readers have separate snapshots', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const counts = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      await scratch.db.write(add(`t${n}`));
      return (await keysOf(scratch.db)).length;
    }),
  );
  expect(Math.max(...counts)).toBe(20);
});

test('a closed database reports that it is closed', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  await scratch.db.close();
  await scratch.db.close();
  await expect(keysOf(scratch.db)).rejects.toThrow(`The database ${scratch.db.path} is closed.`);
});
