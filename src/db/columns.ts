import { type SQL, sql } from 'drizzle-orm';
import { type AnySQLiteColumn, type CheckBuilder, check, integer, text } from 'drizzle-orm/sqlite-core';
import { dateBases, datePrecisions, dateQualifiers } from '../model/vocabulary.ts';

/** A CHECK constraint that rejects values outside a closed vocabulary. */
export const checkEnum = (name: string, column: AnySQLiteColumn, values: readonly string[]): CheckBuilder =>
  check(name, sql`${column} IN (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`);

export const checkBoolean = (name: string, column: AnySQLiteColumn): CheckBuilder =>
  check(name, sql`${column} IN (0, 1)`);

/** A day as YYYY-MM-DD, so that text order is chronological order. */
export const checkDay = (name: string, column: AnySQLiteColumn): CheckBuilder =>
  check(name, sql`${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`);

const fuzzyDateParts = (prefix: string) => ({
  Edtf: text(`${prefix}_edtf`),
  Earliest: text(`${prefix}_earliest`),
  Latest: text(`${prefix}_latest`),
  Precision: text(`${prefix}_precision`, { enum: datePrecisions }),
  Qualifier: text(`${prefix}_qualifier`, { enum: dateQualifiers }),
  Basis: text(`${prefix}_basis`, { enum: dateBases }),
  Verbatim: text(`${prefix}_verbatim`),
});

type FuzzyDateParts = ReturnType<typeof fuzzyDateParts>;
type FuzzyDateColumns<P extends string> = { [K in keyof FuzzyDateParts as `${P}${K}`]: FuzzyDateParts[K] };

/** The seven columns of a fuzzy date: `start` gives startEdtf, startEarliest and so on. */
export function fuzzyDateColumns<P extends string>(property: P): FuzzyDateColumns<P> {
  const prefix = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(
    Object.entries(fuzzyDateParts(prefix)).map(([part, column]) => [property + part, column]),
  ) as FuzzyDateColumns<P>;
}

/** Requires all columns or none but the wording, ordered bounds and values of the closed vocabularies. */
export function checkFuzzyDate(name: string, edtf: AnySQLiteColumn): CheckBuilder {
  const part = (suffix: string): SQL => sql.raw(`"${edtf.name.replace(/_edtf$/, '')}_${suffix}"`);
  const list = (values: readonly string[]): SQL => sql.raw(values.map((value) => `'${value}'`).join(', '));
  return check(
    name,
    sql`(${edtf} IS NULL AND ${part('precision')} IS NULL AND ${part('basis')} IS NULL AND ${part('earliest')} IS NULL AND ${part('latest')} IS NULL AND ${part('qualifier')} IS NULL)
      OR (${edtf} IS NOT NULL AND ${part('precision')} IN (${list(datePrecisions)}) AND ${part('basis')} IN (${list(dateBases)})
      AND (${part('qualifier')} IS NULL OR ${part('qualifier')} IN (${list(dateQualifiers)}))
      AND (${part('earliest')} IS NULL OR ${part('latest')} IS NULL OR ${part('earliest')} <= ${part('latest')}))`,
  );
}

export const idColumn = () => integer('id').primaryKey();
/** The columns of a record with a key of its own. */
export const keyColumns = () => ({ id: idColumn(), key: text('key').notNull() });
export const referenceColumn = (name: string) => integer(name).notNull();
