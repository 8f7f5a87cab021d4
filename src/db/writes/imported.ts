import { eq, sql } from 'drizzle-orm';
import { imported } from '../tables/index.ts';
import type { Writer } from './writer.ts';

/** The digest of the record as an import last wrote it. */
export const digestOf = (writer: Writer, record: string): string | undefined =>
  writer
    .once('digest', (tx) =>
      tx
        .select({ digest: imported.digest })
        .from(imported)
        .where(eq(imported.record, sql.placeholder('record')))
        .prepare(),
    )
    .get({ record })?.digest;

export function noteDigest(writer: Writer, record: string, digest: string): void {
  const row = { record: sql.placeholder('record'), digest: sql.placeholder('digest') };
  writer
    .once('note digest', (tx) =>
      tx
        .insert(imported)
        .values(row)
        .onConflictDoUpdate({ target: imported.record, set: { digest: sql`excluded.digest` } })
        .prepare(),
    )
    .run({ record, digest });
}
