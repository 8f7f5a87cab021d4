import { eq, sql } from 'drizzle-orm';
import { appearancesOf, disputesOf, sourceEntriesOf } from '../../db/derived-tables.ts';
import { appearances, disputes, entries, sourceEntries, sources } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { FuzzyDate } from '../../model/fuzzy-date.ts';
import type { Noun, RecordOf } from '../../model/records/index.ts';
import { type EntryKind, nounOf } from '../../model/vocabulary.ts';
import { fuzzyRow } from '../fuzzy-date-columns.ts';
import { writeEntryDocument } from '../search-document.ts';
import type { Writer, Written } from '../writer.ts';
import { addCitations, clearCitations } from './citation.ts';

type EntryRecord = Pick<RecordOf<'visit'>, 'key' | 'summary' | 'at' | 'date' | 'citations'> & { noun: Noun };

/** What the kind's own table repeats of the entry. */
export interface Entry {
  id: number;
  at: string;
  key: string;
}

/** Writes an entry: `own` writes what is its kind's alone, and what is derived from it follows. */
export function writeEntry(
  writer: Writer,
  kind: EntryKind,
  record: EntryRecord,
  mainDate: FuzzyDate | undefined,
  own: (entry: Entry, created: boolean) => void,
): Written {
  const found = writer
    .once('entry by key', (tx) =>
      tx
        .select({ id: entries.id, kind: entries.kind })
        .from(entries)
        .where(eq(entries.key, sql.placeholder('key')))
        .prepare(),
    )
    .get({ key: record.key });
  if (found && found.kind !== kind)
    throw badInput(
      `"${record.key}" is already the key of a ${nounOf(found.kind)}: a ${nounOf(kind)} needs another.`,
      'key',
    );

  const { key, summary } = record;
  const row = {
    key,
    kind,
    summary,
    at: dayOf(writer, record, mainDate),
    attestedOn: record.at ?? null,
    ...fuzzyRow('date', record.date ?? mainDate),
  };
  const id = found?.id ?? writer.insert(entries, row);
  if (found) {
    writer.put(entries, { ...row, id }, false);
    clearCitations(writer, 'entryId', id);
  }
  addCitations(writer, 'entryId', id, record);
  own({ id, at: row.at, key }, !found);
  derive(writer, kind, id, row.at);
  return { id, created: !found };
}

/** Brings what is derived from an entry in step with it. */
export function derive(writer: Writer, kind: EntryKind, id: number, at: string): void {
  const one = sql`${sql.placeholder('id')}`;
  writer.rederive(appearances, appearances.entryId, id, kind, () => appearancesOf(kind, one));
  writer.rederive(disputes, disputes.entryId, id, kind, () => disputesOf(one));
  writer.rederive(sourceEntries, sourceEntries.entryId, id, kind, () => sourceEntriesOf(one));
  writeEntryDocument(writer, kind, id, at);
}

/** The day that the entry is sorted by. */
function dayOf(writer: Writer, record: EntryRecord, mainDate: FuzzyDate | undefined): string {
  const day = mainDate?.earliest ?? record.date?.earliest ?? record.at ?? firstPublished(writer, record);
  if (day) return day;
  throw badInput(
    'No date is known, and no cited source has a day of publication: give `at`, the day that a source attests it.',
    'at',
  );
}

function firstPublished(writer: Writer, record: EntryRecord): string | null {
  const published = writer.once('day of publication', (tx) =>
    tx
      .select({ day: sources.publishedOnEarliest })
      .from(sources)
      .where(eq(sources.id, sql.placeholder('id')))
      .prepare(),
  );
  const days = record.citations.flatMap(({ source }, index) => {
    const id = writer.keys.id('source', source, `citations.${index}.source`);
    return published.get({ id })?.day ?? [];
  });
  return days.reduce<string | null>((first, day) => (first && first <= day ? first : day), null);
}
