import { eq, type SQL, sql } from 'drizzle-orm';
import { entryDocuments, partyDocuments } from '../db/derived-tables.ts';
import { documents } from '../db/tables/index.ts';
import type { EntryKind } from '../model/vocabulary.ts';
import type { Row, Writer } from './writer.ts';

type Words = Pick<Row<typeof documents>, 'kind' | 'title' | 'body'>;

// A day has room for this many entries; every party's id lies below the first day's.
const dayRoom = 2 ** 24;
const beforeDayOne = Date.parse('0000-12-31');

const dayNumber = (day: string): number => (Date.parse(day) - beforeDayOne) / 86_400_000;
const dayOf = (documentId: number): number => Math.floor(documentId / dayRoom);
const given = sql.placeholder('id');

/** Makes an entry findable under its words as they are now. */
export function writeEntryDocument(writer: Writer, kind: EntryKind, entryId: number, at: string): void {
  const words = writer.once(`words of ${kind}`, (tx) =>
    tx
      .select(columns)
      .from(derived(entryDocuments(kind, sql`${given}`)))
      .prepare(),
  );
  const found = writer.once('document of an entry', (tx) =>
    tx.select().from(documents).where(eq(documents.entryId, given)).prepare(),
  );
  const row = { ...(words.get({ id: entryId }) as Words), entryId };
  const old = found.get({ id: entryId });
  if (old && dayOf(old.id) === dayNumber(at)) {
    update(writer, old, row);
    return;
  }
  if (old)
    writer
      .once('forget document', (tx) => tx.delete(documents).where(eq(documents.id, given)).prepare())
      .run({ id: old.id });
  writer.insert(documents, { ...row, id: nextId(writer, dayNumber(at)) });
}

/** Makes a party findable under its names as they are now. */
export function writePartyDocument(writer: Writer, partyId: number): void {
  const words = writer.once('words of a party', (tx) =>
    tx
      .select(columns)
      .from(derived(partyDocuments(sql`${given}`)))
      .prepare(),
  );
  const found = writer.once('document of a party', (tx) =>
    tx.select().from(documents).where(eq(documents.partyId, given)).prepare(),
  );
  const row = { ...(words.get({ id: partyId }) as Words), partyId };
  const old = found.get({ id: partyId });
  if (old) update(writer, old, row);
  else writer.insert(documents, { ...row, id: partyId });
}

const columns = { kind: sql<Words['kind']>`kind`, title: sql<string>`title`, body: sql<string>`body` };
const derived = (select: SQL): SQL => sql`(${select})`;

/** Unchanged words stay as they are indexed. */
function update(writer: Writer, old: Row<typeof documents> & { id: number }, row: Words): void {
  if (old.title !== row.title || old.body !== row.body) writer.put(documents, { ...old, ...row }, false);
}

function nextId(writer: Writer, day: number): number {
  const last = writer.once('last document of a day', (tx) =>
    tx
      .select({ id: sql<number | null>`max(${documents.id})` })
      .from(documents)
      .where(sql`${documents.id} >= ${sql.placeholder('first')} AND ${documents.id} < ${sql.placeholder('end')}`)
      .prepare(),
  );
  const first = day * dayRoom;
  return (last.get({ first, end: first + dayRoom })?.id ?? first - 1) + 1;
}
