import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import {
  documentDayNumber,
  documentIdsPerDay,
  selectDocumentsByNoun,
  selectEntryDocuments,
  selectPartyDocuments,
  toDocumentId,
} from '../db/derived-tables.ts';
import { textParameter } from '../db/sql-builder.ts';
import { documents, entries } from '../db/tables/index.ts';
import { type EntryKind, entryKinds } from '../model/vocabulary.ts';
import type { DocumentKind } from './write-batch.ts';
import type { Writer } from './writer.ts';

const isEntryKind = (kind: DocumentKind): kind is EntryKind => (entryKinds as readonly string[]).includes(kind);

/**
 * Updates the search documents of records. All are indexed by one statement: the full-text table writes what it has
 * collected in memory whenever a statement or a savepoint begins.
 */
export function writeSearchDocuments(writer: Writer, kind: DocumentKind, ids: string, updatedIds: string | null): void {
  if (updatedIds !== null) {
    // The id of a document begins with the day of its entry.
    if (isEntryKind(kind)) writer.prepare(deleteMovedDocuments).run({ ids: updatedIds });
    writer.prepare(updateDocuments, kind).run({ ids: updatedIds });
  }
  writer.prepare(insertDocuments, kind).run({ ids });
}

const ids = textParameter('ids');

/** The column that refers to the record of a document. */
function getOwner(kind: DocumentKind): AnySQLiteColumn {
  if (isEntryKind(kind)) return documents.entryId;
  return kind === 'PARTY' ? documents.partyId : documents[`${kind}Id`];
}

function selectDocuments(kind: DocumentKind): SQL {
  if (isEntryKind(kind)) return selectEntryDocuments(kind, ids);
  return kind === 'PARTY' ? selectPartyDocuments(ids) : selectDocumentsByNoun[kind](ids);
}

const deleteMovedDocuments = (tx: Transaction) =>
  tx
    .delete(documents)
    .where(
      sql`${documents.entryId} IN (SELECT value FROM json_each(${ids}))
        AND ${documents.id} / ${sql.raw(String(documentIdsPerDay))} IS NOT (SELECT ${documentDayNumber} FROM ${entries} WHERE ${entries.id} = ${documents.entryId})`,
    )
    .prepare();

/** Documents whose text is unchanged are not indexed again. */
const updateDocuments = (tx: Transaction, kind: DocumentKind) =>
  tx
    .update(documents)
    .set({ title: sql`"new"."title"`, body: sql`"new"."body"`, keywords: sql`"new"."keywords"` })
    .from(sql`(${selectDocuments(kind)}) "new"`)
    .where(
      sql`${getOwner(kind)} = "new".${sql.identifier(getOwner(kind).name)}
        AND (${documents.title}, ${documents.body}, ${documents.keywords}) <> ("new"."title", "new"."body", "new"."keywords")`,
    )
    .prepare();

const insertDocuments = (tx: Transaction, kind: DocumentKind) => {
  const owner = getOwner(kind);
  const ownerId = sql`"new".${sql.identifier(owner.name)}`;
  const columns = sql.raw(
    '"new"."kind", "new"."entry_id", "new"."party_id", "new"."source_id", "new"."office_id", "new"."topic_id", "new"."title", "new"."body", "new"."keywords"',
  );
  const isNew = sql`NOT EXISTS (SELECT 1 FROM ${documents} WHERE ${owner} = ${ownerId})`;
  return tx
    .insert(documents)
    .select(
      isEntryKind(kind)
        ? sql`SELECT ${nextDocumentId}, ${columns} FROM (SELECT "new".*, ${firstIdOfDay} AS "first" FROM (${selectDocuments(kind)}) "new"
            CROSS JOIN ${entries} ON ${entries.id} = "new"."entry_id") "new" WHERE ${isNew}`
        : sql`SELECT ${kind === 'PARTY' ? ownerId : toDocumentId(kind, ownerId)}, ${columns} FROM (${selectDocuments(kind)}) "new" WHERE ${isNew}`,
    )
    .prepare();
};

const firstIdOfDay = sql`CAST(${documentDayNumber} AS INTEGER) * ${sql.raw(String(documentIdsPerDay))}`;

/** The ids of a day are assigned in the order in which the entries were created. */
const nextDocumentId = sql`coalesce((SELECT max(${documents.id}) + 1 FROM ${documents}
    WHERE ${documents.id} >= "new"."first" AND ${documents.id} < "new"."first" + ${sql.raw(String(documentIdsPerDay))}), "new"."first")
  + row_number() OVER (PARTITION BY "new"."first" ORDER BY "new"."entry_id") - 1`;
