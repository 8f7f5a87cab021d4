import { and, eq, inArray, sql } from 'drizzle-orm';
import { imported, records } from '../db/tables/index.ts';
import type { Document } from '../model/record-diff.ts';
import type { Writer } from './writer.ts';

/** What an importer last wrote of a record. */
interface Imported {
  file: string;
  digest: string;
  /** The record as it wrote it; null while it still stands so. */
  document: Document | null;
}

const given = (name: string) => sql.placeholder(name);

/** Rows of before history was kept name no importer: they are anybody's. */
const before = '';

export function importedBy(writer: Writer, importer: string, recordId: number): Imported | undefined {
  const rows = writer
    .once('imported', (tx) =>
      tx
        .select({ file: imported.file, digest: imported.digest, document: imported.document })
        .from(imported)
        .where(and(eq(imported.recordId, given('recordId')), inArray(imported.importer, [given('importer'), before])))
        .orderBy(sql`${imported.importer} DESC`)
        .prepare(),
    )
    .all({ recordId, importer });
  const [row] = rows;
  return row && { ...row, document: row.document === null ? null : (JSON.parse(row.document) as Document) };
}

/** Notes what an importer has written; `document` where the record does not stand as it wrote it. */
export function noteImported(
  writer: Writer,
  importer: string,
  recordId: number,
  { file, digest, document }: { file: string; digest: string; document: Document | null },
): void {
  writer
    .once('note imported', (tx) =>
      tx
        .insert(imported)
        .values({
          recordId: given('recordId'),
          importer: given('importer'),
          file: given('file'),
          digest: given('digest'),
          document: given('document'),
        })
        .onConflictDoUpdate({
          target: [imported.recordId, imported.importer],
          set: { digest: sql`excluded.digest`, file: sql`excluded.file`, document: sql`excluded.document` },
        })
        .prepare(),
    )
    .run({ recordId, importer, file, digest, document: document && JSON.stringify(document) });
}

/** Keeps the record as importers wrote it, before another changes it. */
export function keepImported(writer: Writer, recordId: number, document: Document): void {
  writer
    .once('keep imported', (tx) =>
      tx
        .update(imported)
        .set({ document: sql`${given('document')}` })
        .where(
          sql`${imported.recordId} = ${given('recordId')} AND ${imported.document} IS NULL AND ${imported.importer} IS NOT ${given('importer')}`,
        )
        .prepare(),
    )
    .run({ recordId, document: JSON.stringify(document), importer: writer.act.importer ?? null });
}

/** Live records that an importer has brought in, of these files or of all. */
export function broughtIn(
  writer: Writer,
  importer: string,
  files: readonly string[] | undefined,
): { noun: string; key: string; file: string }[] {
  const rows = writer
    .once('brought in', (tx) =>
      tx
        .select({ noun: records.noun, key: records.key, file: imported.file })
        .from(imported)
        .innerJoin(records, eq(records.id, imported.recordId))
        .where(
          and(
            eq(imported.importer, given('importer')),
            eq(records.state, 'LIVE'),
            sql`(${given('files')} IS NULL OR ${imported.file} IN (SELECT value FROM json_each(${given('files')})))`,
          ),
        )
        .orderBy(imported.file, records.key)
        .prepare(),
    )
    .all({ importer, files: files === undefined ? null : JSON.stringify(files) });
  return rows;
}
