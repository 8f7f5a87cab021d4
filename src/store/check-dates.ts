import { getColumns, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Reader } from '../db/database.ts';
import { citations, entries, memberships, parties, successions, terms } from '../db/tables/index.ts';
import { getColumn, keyTables, type NounStorage, nounStorage } from '../db/tables/noun-tables.ts';
import { readEdtf } from '../model/edtf.ts';
import { getDerivedFields } from '../model/nouns/noun.ts';
import { hasUnacceptedDate } from '../model/records/repair-record-dates.ts';
import { type DatePrecision, type DateQualifier, type RecordNoun, recordNouns } from '../model/vocabulary.ts';

/** A stored date that differs from a fresh reading of its text. */
export interface OutdatedDate {
  noun: RecordNoun;
  key: string;
  field: string;
  edtf: string;
  /** What is stored: the bounds and the precision. */
  stored: string;
  /** What the text means; undefined if it is not accepted. */
  meaning: string | undefined;
}

interface DateRow {
  noun: string;
  key: string;
  edtf: string;
  earliest: string | null;
  latest: string | null;
  precision: DatePrecision;
  qualifier: DateQualifier | null;
}

interface DateQuery {
  field: string;
  rows: SQL;
}

/** Returns the rows of each date column, without the days that are stored as what they say. */
const selectDates = (): DateQuery[] => [
  ...recordNouns.flatMap((noun) => {
    const { fields, table }: NounStorage = nounStorage[noun];
    return getDerivedFields(fields).flatMap(([field, { kind }]) =>
      kind === 'date' ? [selectColumn(table, field, sql`${noun}`, selectKey(table, noun))] : [],
    );
  }),
  selectColumn(entries, 'date', entryNoun, sql`${entries.key}`),
  selectColumn(successions, 'on', sql`'country'`, selectPartyKey(sql`${successions.predecessorId}`), 'successors.on'),
  ...['start', 'end'].map((field) =>
    selectColumn(memberships, field, sql`'group'`, selectPartyKey(sql`${memberships.groupId}`), `members.${field}`),
  ),
];

const entryNoun = sql`replace(lower(${entries.kind}), '_', '-')`;

function selectColumn(table: SQLiteTable, property: string, noun: SQL, key: SQL, field = property): DateQuery {
  const part = (name: string): SQL => sql`${getColumn(table, property + name)}`;
  const [edtf, earliest, latest] = [part('Edtf'), part('Earliest'), part('Latest')];
  const isPlainDay = sql`${part('Precision')} = 'DAY' AND ${part('Qualifier')} IS NULL AND ${earliest} = ${edtf} AND ${latest} = ${edtf} AND date(${edtf}) IS ${edtf}`;
  return {
    field,
    rows: sql`SELECT ${noun} AS "noun", ${key} AS "key", ${edtf} AS "edtf", ${earliest} AS "earliest", ${latest} AS "latest",
      ${part('Precision')} AS "precision", ${part('Qualifier')} AS "qualifier" FROM ${table} WHERE ${edtf} IS NOT NULL AND NOT (${isPlainDay})`,
  };
}

const selectKey = (table: SQLiteTable, noun: RecordNoun): SQL =>
  'key' in getColumns(table)
    ? sql`${getColumn(table, 'key')}`
    : noun === 'coverage'
      ? sql`''`
      : selectPartyKey(sql`${getColumn(table, 'id')}`);

const selectPartyKey = (id: SQL): SQL =>
  sql`(SELECT ${keyTables.party.key} FROM ${parties} WHERE ${parties.id} = ${id})`;

interface ClaimRow {
  noun: RecordNoun;
  key: string;
  field: string;
  value: string;
}

/** Claims of dates, and of lists that contain dates. */
const selectClaims = (): SQL => {
  const dateFields = new Set([...selectDates().map(({ field }) => field.replace(/\..*/, ''))]);
  return sql`SELECT coalesce(${entryNoun}, lower(${parties.kind}), 'term') AS "noun", coalesce(${entries.key}, ${parties.key}, ${terms.key}) AS "key",
    ${citations.field} AS "field", ${citations.value} AS "value" FROM ${citations}
    LEFT JOIN ${entries} ON ${entries.id} = ${citations.entryId} LEFT JOIN ${parties} ON ${parties.id} = ${citations.partyId} LEFT JOIN ${terms} ON ${terms.id} = ${citations.termId}
    WHERE ${citations.field} IN ${[...dateFields]} AND ${citations.value} IS NOT NULL AND ${citations.renderingId} IS NULL AND date(${citations.value}) IS NOT ${citations.value}`;
};

/** Lists the dates whose stored bounds, precision or qualifier differ from a fresh reading. */
export async function findOutdatedDates(reader: Pick<Reader, 'all'>): Promise<OutdatedDate[]> {
  const dates: OutdatedDate[] = [];
  for (const { field, rows } of selectDates())
    for (const row of await reader.all<DateRow>(rows)) {
      const reading = readEdtf(row.edtf);
      const stored = describeDate(row);
      const meaning = 'value' in reading ? describeDate(reading.value) : undefined;
      if (stored !== meaning)
        dates.push({ noun: row.noun as RecordNoun, key: row.key, field, edtf: row.edtf, stored, meaning });
    }
  for (const { noun, key, field, value } of await reader.all<ClaimRow>(selectClaims()))
    if (hasUnacceptedDate(noun, field, parseClaim(value)))
      dates.push({ noun, key, field: `a claim of ${field}`, edtf: value, stored: 'a claim', meaning: undefined });
  return dates;
}

const describeDate = ({ earliest, latest, precision, qualifier }: Omit<DateRow, 'noun' | 'key' | 'edtf'>): string =>
  `${earliest ?? 'open'} to ${latest ?? 'open'}, ${[precision, qualifier].filter(Boolean).join(', ')}`;

const parseClaim = (value: string): unknown => (/^[[{]\s*["{]/.test(value) ? JSON.parse(value) : value);

/** Returns a sentence for each date that differs from a fresh reading. */
export const findDateProblems = async (reader: Reader): Promise<string[]> =>
  (await findOutdatedDates(reader)).map(
    ({ noun, key, field, edtf, stored, meaning }) =>
      `The ${noun} "${key}" has "${edtf}" as ${field}, stored as ${stored}: ${meaning === undefined ? 'it is not an accepted date' : `it means ${meaning}`}.`,
  );
