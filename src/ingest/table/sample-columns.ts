import { badInput } from '../../model/errors.ts';
import { toWordForm } from '../../model/search-text.ts';
import { createReferenceItems } from '../reference-data/index.ts';
import type { Shape } from './propose-fields.ts';
import type { Table } from './table.ts';
import { readPeriodSide, readTableDate } from './table-date.ts';

/** What a sample of a column shows. */
export interface ColumnSample {
  name: string;
  /** The words of the name: "refYear" has two. */
  words: string;
  shape: Shape;
  /** The different values, at most some hundreds. */
  values: readonly string[];
  /** Whether every value occurs once. */
  isUnique: boolean;
  isComplete: boolean;
  /** Whether a cell has a first and a last day: "1–3 November 2023". */
  isPeriod: boolean;
  /** A separator that several values of a cell have between them. */
  separator: string | undefined;
  /** Dates in digits that can only be read in one order, and those that can be read in both. */
  dates: { dayFirst?: string; monthFirst?: string; ambiguous?: string };
}

const maxSampleRows = 1_000;
const maxValues = 500;
/** The part of the values that must have a shape. */
const shareOfShape = 0.6;

/** Reads the first rows of a table, and describes its columns. Throws if it has no row that can be read. */
export async function sampleColumns(path: string, table: Table): Promise<ColumnSample[]> {
  const rows: (readonly string[])[] = [];
  for await (const batch of table.batches) {
    for (const { line, cells, fault, isFatal } of batch) {
      if (isFatal && rows.length === 0) throw badInput(`"${path}" cannot be read: line ${line}: ${fault}`);
      if (fault === undefined && rows.length < maxSampleRows) rows.push(cells);
    }
    if (rows.length >= maxSampleRows) break;
  }
  const isCountry = createCountryTest();
  return table.columns.map((name, at) => {
    const cells = rows.map((cells) => (cells[at] ?? '').trim());
    const filled = cells.filter((cell) => cell !== '');
    const values = [...new Set(filled)];
    return {
      name,
      words: name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_.]+/g, ' '),
      shape: findShape(filled, isCountry),
      values: values.slice(0, maxValues),
      isUnique: filled.length > 1 && values.length === filled.length,
      isComplete: filled.length === rows.length,
      isPeriod: filled.some((cell) => !isDate(cell) && isPeriod(cell)),
      separator: [';', '|', '\n'].find((separator) => filled.some((cell) => cell.includes(separator))),
      dates: findDateOrders(values),
    };
  });
}

function createCountryTest(): (cell: string) => boolean {
  const names = new Set<string>();
  for (const item of createReferenceItems()) {
    if (!('record' in item) || item.record.noun !== 'country') continue;
    const { key, name, names: others = [] } = item.record;
    for (const text of [key, name, ...others.map(({ text }) => text)]) names.add(toWordForm(text));
  }
  return (cell) => names.has(toWordForm(cell));
}

const isDate = (cell: string): boolean => {
  const date = readTableDate(cell);
  return 'edtf' in date ? /\d{4}/.test(date.edtf) : date.reason.includes('ambiguous');
};

const isPeriod = (cell: string): boolean =>
  (['start', 'end'] as const).every((side) => 'edtf' in readPeriodSide(cell, side));

function findShape(cells: readonly string[], isCountry: (cell: string) => boolean): Shape {
  const has = (test: (cell: string) => boolean): boolean =>
    cells.length > 0 && cells.filter(test).length >= cells.length * shareOfShape;
  if (has((cell) => /^https?:\/\//i.test(cell))) return 'url';
  if (has((cell) => isDate(cell) || isPeriod(cell))) return 'date';
  if (has((cell) => /^[-−]?[\d.,' ]+$/.test(cell))) return 'number';
  if (has((cell) => isCountry(cell.split(/[;|]/)[0] ?? ''))) return 'country';
  return has((cell) => cell.length <= 30) ? 'word' : 'text';
}

const numericDate = /^(\d\d?)[-/. ]+(\d\d?)[-/. ]+\d{4}/;

function findDateOrders(values: readonly string[]): ColumnSample['dates'] {
  const found: ColumnSample['dates'] = {};
  for (const value of values) {
    const [, first, second] = (numericDate.exec(value) ?? []).map(Number);
    if (first === undefined || second === undefined || first === second) continue;
    if (first > 12) found.dayFirst ??= value;
    else if (second > 12) found.monthFirst ??= value;
    else found.ambiguous ??= value;
  }
  return found;
}
