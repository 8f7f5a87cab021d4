import { eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import {
  type DocumentNoun,
  documentIdsPerDay,
  selectDocumentsByNoun,
  selectEntryDocuments,
  selectNameForms,
  selectPartyDocuments,
  toDocumentId,
} from '../db/derived-tables.ts';
import { numberParameter } from '../db/sql-builder.ts';
import { documents, nameForms } from '../db/tables/index.ts';
import type { EntryKind } from '../model/vocabulary.ts';
import type { InsertRow, WriteResult, Writer } from './writer.ts';

type DocumentRow = InsertRow<typeof documents>;
type SearchText = Pick<DocumentRow, 'kind' | 'title' | 'body' | 'keywords'>;

/** The columns of the record that a document describes. */
const noOwner = { entryId: null, partyId: null, sourceId: null, officeId: null, topicId: null };

const dayZero = Date.parse('0000-12-31');

const dayNumber = (day: string): number => (Date.parse(day) - dayZero) / 86_400_000;
const dayOfDocumentId = (documentId: number): number => Math.floor(documentId / documentIdsPerDay);
const idParameter = numberParameter('id');

const selectEntryWords = (tx: Transaction, kind: EntryKind) =>
  tx
    .select(buildSearchTextColumns())
    .from(asSubquery(selectEntryDocuments(kind, idParameter)))
    .prepare();

const findEntryDocument = (tx: Transaction) =>
  tx.select().from(documents).where(eq(documents.entryId, idParameter)).prepare();

const deleteDocument = (tx: Transaction) => tx.delete(documents).where(eq(documents.id, idParameter)).prepare();

/** Updates the search document of an entry. */
export function writeEntrySearchDocument(
  writer: Writer,
  kind: EntryKind,
  { id: entryId, created }: WriteResult,
  at: string,
): void {
  const words = writer.prepare(selectEntryWords, kind);
  const row = { ...(words.get({ id: entryId }) as SearchText), entryId };
  const old = created ? undefined : writer.prepare(findEntryDocument).get({ id: entryId });
  if (old && dayOfDocumentId(old.id) === dayNumber(at)) {
    updateDocument(writer, old, row);
    return;
  }
  if (old) writer.prepare(deleteDocument).run({ id: old.id });
  writer.insert(documents, { ...noOwner, ...row, id: nextDocumentId(writer, dayNumber(at)) });
}

const selectPartyWords = (tx: Transaction) =>
  tx
    .select(buildSearchTextColumns())
    .from(asSubquery(selectPartyDocuments(idParameter)))
    .prepare();

const findPartyDocument = (tx: Transaction) =>
  tx.select().from(documents).where(eq(documents.partyId, idParameter)).prepare();

/** Updates the search document of a party, and the forms of its names. */
export function writePartySearchDocument(writer: Writer, party: WriteResult): void {
  const { id: partyId, created } = party;
  const words = writer.prepare(selectPartyWords);
  const row = { ...(words.get({ id: partyId }) as SearchText), partyId };
  const old = created ? undefined : writer.prepare(findPartyDocument).get({ id: partyId });
  if (old) updateDocument(writer, old, row);
  else writer.insert(documents, { ...noOwner, ...row, id: partyId });
  writer.refreshDerivedRows(nameForms, nameForms.partyId, party, selectNameFormsOfParty);
}

const selectNameFormsOfParty = (): SQL => selectNameForms(idParameter);

const selectNounWords = (tx: Transaction, noun: DocumentNoun) =>
  tx
    .select({ ...buildSearchTextColumns(), id: sql<number>`${toDocumentId(noun, idParameter)}` })
    .from(asSubquery(selectDocumentsByNoun[noun](idParameter)))
    .prepare();

const findDocument = (tx: Transaction) => tx.select().from(documents).where(eq(documents.id, idParameter)).prepare();

/** Updates the search document of a record that is neither an entry nor a party. */
export function writeSearchDocument(writer: Writer, noun: DocumentNoun, { id, created }: WriteResult): void {
  const row = writer.prepare(selectNounWords, noun).get({ id }) as SearchText & { id: number };
  const old = created ? undefined : writer.prepare(findDocument).get({ id: row.id });
  if (old) updateDocument(writer, old, row);
  else writer.insert(documents, { ...noOwner, ...row, ...toDocumentOwner(noun, id) });
}

const toDocumentOwner = (noun: DocumentNoun, id: number) => ({
  sourceId: noun === 'source' ? id : null,
  officeId: noun === 'office' ? id : null,
  topicId: noun === 'topic' ? id : null,
});

const buildSearchTextColumns = () => ({
  kind: sql<SearchText['kind']>`kind`,
  title: sql<string>`title`,
  body: sql<string>`body`,
  keywords: sql<string>`keywords`,
});
const asSubquery = (select: SQL): SQL => sql`(${select})`;

/** Replaces the document only if its text has changed, to avoid reindexing. */
function updateDocument(writer: Writer, old: DocumentRow & { id: number }, row: SearchText): void {
  if (old.title === row.title && old.body === row.body && old.keywords === row.keywords) return;
  writer.save(documents, { ...old, ...row }, false);
}

const findLastDocumentId = (tx: Transaction) =>
  tx
    .select({ id: sql<number | null>`max(${documents.id})` })
    .from(documents)
    .where(sql`${documents.id} >= ${sql.placeholder('first')} AND ${documents.id} < ${sql.placeholder('end')}`)
    .prepare();

function nextDocumentId(writer: Writer, day: number): number {
  const last = writer.prepare(findLastDocumentId);
  const first = day * documentIdsPerDay;
  return (last.get({ first, end: first + documentIdsPerDay })?.id ?? first - 1) + 1;
}
