import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../db/database.ts';
import { imported, records } from '../db/tables/index.ts';
import type { RecordJson } from '../model/record-diff.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { Writer } from './writer.ts';

/** The version of a record that an importer last wrote. */
interface ImportedVersion {
  file: string;
  digest: string;
  /** The record as imported; null while it is unchanged. */
  document: RecordJson | null;
}

const parameter = (name: string) => sql.placeholder(name);

/** Rows that predate the history have no importer: any importer may own them. */
const legacyImporter = '';

const findImported = (tx: Transaction) =>
  tx
    .select({ file: imported.file, digest: imported.digest, document: imported.document })
    .from(imported)
    .where(
      and(
        eq(imported.recordId, parameter('recordId')),
        inArray(imported.importer, [parameter('importer'), legacyImporter]),
      ),
    )
    .orderBy(sql`${imported.importer} DESC`)
    .prepare();

export function findImportedVersion(writer: Writer, importer: string, recordId: number): ImportedVersion | undefined {
  const [row] = writer.prepare(findImported).all({ recordId, importer });
  return row && { ...row, document: row.document === null ? null : (JSON.parse(row.document) as RecordJson) };
}

/** Returns what an importer last wrote of each of these records, by key, and from which file. */
export async function findImportedInputs(
  reader: Reader,
  importer: string,
  { noun, keys }: { noun: RecordNoun; keys: readonly string[] },
): Promise<Map<string, Pick<ImportedVersion, 'file' | 'digest'>>> {
  const rows = await reader.all<{ key: string; file: string; digest: string }>(
    sql`SELECT ${records.key} AS "key", ${imported.file} AS "file", ${imported.digest} AS "digest" FROM json_each(${JSON.stringify(keys)}) "wanted"
      CROSS JOIN ${records} ON ${records.noun} = ${noun} AND ${records.key} = "wanted"."value" AND ${records.state} = 'LIVE'
      CROSS JOIN ${imported} ON ${imported.recordId} = ${records.id} AND ${imported.importer} = ${importer}`,
  );
  return new Map(rows.map(({ key, ...input }) => [key, input]));
}

const upsertImported = (tx: Transaction) =>
  tx
    .insert(imported)
    .values({
      recordId: parameter('recordId'),
      importer: parameter('importer'),
      file: parameter('file'),
      digest: parameter('digest'),
      document: parameter('document'),
    })
    .onConflictDoUpdate({
      target: [imported.recordId, imported.importer],
      set: { digest: sql`excluded.digest`, file: sql`excluded.file`, document: sql`excluded.document` },
    })
    .prepare();

/** Saves what an importer has written; `document` is set only if the stored record differs from it. */
export function saveImportedVersion(
  writer: Writer,
  importer: string,
  recordId: number,
  { file, digest, document }: { file: string; digest: string; document: RecordJson | null },
): void {
  writer
    .prepare(upsertImported)
    .run({ recordId, importer, file, digest, document: document && JSON.stringify(document) });
}

const fillImportedDocument = (tx: Transaction) =>
  tx
    .update(imported)
    .set({ document: sql`${parameter('document')}` })
    .where(
      sql`${imported.recordId} = ${parameter('recordId')} AND ${imported.document} IS NULL AND ${imported.importer} IS NOT ${parameter('importer')}`,
    )
    .prepare();

/** Saves the record as imported, before another author changes it. */
export function preserveImportedVersion(writer: Writer, recordId: number, document: RecordJson): void {
  writer
    .prepare(fillImportedDocument)
    .run({ recordId, document: JSON.stringify(document), importer: writer.attribution.importer ?? null });
}

const findRecordsOfImporter = (tx: Transaction) =>
  tx
    .select({ noun: records.noun, key: records.key, file: imported.file })
    .from(imported)
    .innerJoin(records, eq(records.id, imported.recordId))
    .where(
      and(
        eq(imported.importer, parameter('importer')),
        eq(records.state, 'LIVE'),
        sql`(${parameter('files')} IS NULL OR ${imported.file} IN (SELECT value FROM json_each(${parameter('files')})))`,
      ),
    )
    .orderBy(imported.file, records.key)
    .prepare();

/** Lists live records of an importer, from these files or from all. */
export const listImportedRecords = (
  writer: Writer,
  importer: string,
  files: readonly string[] | undefined,
): { noun: string; key: string; file: string }[] =>
  writer.prepare(findRecordsOfImporter).all({ importer, files: files === undefined ? null : JSON.stringify(files) });
