import { and, eq, sql } from 'drizzle-orm';
import type { RecordNoun } from '../../vocabulary.ts';
import { imported, records } from '../tables/index.ts';
import { identityOf } from './history.ts';
import type { Writer } from './writer.ts';

/** The digest of the record as an importer last wrote it. */
export const digestOf = (writer: Writer, importer: string, noun: RecordNoun, key: string): string | undefined =>
  writer
    .once('digest', (tx) =>
      tx
        .select({ digest: imported.digest })
        .from(records)
        .innerJoin(imported, and(eq(imported.recordId, records.id), eq(imported.importer, sql.placeholder('importer'))))
        .where(and(eq(records.noun, sql.placeholder('noun')), eq(records.key, sql.placeholder('key'))))
        .prepare(),
    )
    .get({ importer, noun, key })?.digest;

export function noteDigest(writer: Writer, importer: string, noun: RecordNoun, key: string, file: string, digest: string): void {
  const recordId = identityOf(writer, noun, key)?.id;
  const given = (name: string) => sql.placeholder(name);
  writer
    .once('note digest', (tx) =>
      tx
        .insert(imported)
        .values({ recordId: given('recordId'), importer: given('importer'), file: given('file'), digest: given('digest') })
        .onConflictDoUpdate({
          target: [imported.recordId, imported.importer],
          set: { digest: sql`excluded.digest`, file: sql`excluded.file`, document: null },
        })
        .prepare(),
    )
    .run({ recordId, importer, file, digest });
}
