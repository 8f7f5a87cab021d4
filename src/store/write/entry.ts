import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { entries, sources } from '../../db/tables/index.ts';
import type { NounStorage, TableWithId } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordedDate } from '../../model/fuzzy-date.ts';
import type { Fields, FieldValues } from '../../model/nouns/noun.ts';
import type { Noun, RecordOf } from '../../model/records/index.ts';
import { getValueAtPath } from '../../model/validation-messages.ts';
import { type EntryKind, formatKind } from '../../model/vocabulary.ts';
import { updateDerivedRows } from '../derived-rows.ts';
import { toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';
import { type ToRow, writeNounRows } from './noun-row.ts';

type EntryRecord = Pick<RecordOf<'visit'>, 'key' | 'summary' | 'at' | 'date' | 'citations'> & { noun: Noun };

/** The columns of the entry that the table of its kind repeats. */
export interface EntrySortColumns {
  id: number;
  at: string;
  key: string;
}

const findEntryByKey = (tx: Transaction) =>
  tx
    .select({ id: entries.id, kind: entries.kind })
    .from(entries)
    .where(eq(entries.key, sql.placeholder('key')))
    .prepare();

/** Writes an entry. `writeMore` writes its lists that are not references. */
export function writeEntry<F extends Fields, T extends TableWithId>(
  writer: Writer,
  kind: EntryKind,
  storage: NounStorage<F, T>,
  record: EntryRecord & FieldValues<F>,
  toRow: ToRow<EntrySortColumns, F, T>,
  writeMore?: (entry: EntrySortColumns, created: boolean) => void,
): WriteResult {
  const mainDate = getValueAtPath(record, [storage.mainDate ?? '']) as RecordedDate | undefined;
  const found = writer.prepare(findEntryByKey).get({ key: record.key });
  if (found && found.kind !== kind)
    throw badInput(
      `"${record.key}" is already the key of a ${formatKind(found.kind)}. Choose another key for the ${formatKind(kind)}.`,
      'key',
    );

  const { key, summary } = record;
  const row = {
    key,
    kind,
    summary,
    at: sortDay(writer, record, mainDate),
    attestedOn: record.at ?? null,
    ...toFuzzyDateColumns('date', record.date ?? mainDate),
  };
  const id = found?.id ?? writer.insert(entries, row);
  if (found) {
    writer.save(entries, { ...row, id }, false);
    deleteCitations(writer, 'entryId', id);
  }
  insertCitations(writer, 'entryId', id, record);
  const entry = { id, at: row.at, key };
  writeNounRows(writer, storage, entry, record, !found, toRow);
  const written = { id, created: !found };
  writeMore?.(entry, written.created);
  updateDerivedRows(writer, { kind, ...written });
  return written;
}

/** Returns the day by which the entry is sorted. */
function sortDay(writer: Writer, record: EntryRecord, mainDate: RecordedDate | undefined): string {
  const day = mainDate?.earliest ?? record.date?.earliest ?? record.at ?? firstPublicationDay(writer, record);
  if (day) return day;
  throw badInput(
    'No date is known, and no cited source has a publication date. Give `at`, the day on which a source attests it.',
    'at',
  );
}

const findPublicationDay = (tx: Transaction) =>
  tx
    .select({ day: sources.publishedOnEarliest })
    .from(sources)
    .where(eq(sources.id, sql.placeholder('id')))
    .prepare();

function firstPublicationDay(writer: Writer, record: EntryRecord): string | null {
  const published = writer.prepare(findPublicationDay);
  const days = record.citations.flatMap(({ source }, index) => {
    const id = writer.references.resolveId('source', source, `citations.${index}.source`);
    return published.get({ id })?.day ?? [];
  });
  return days.reduce<string | null>((first, day) => (first && first <= day ? first : day), null);
}
