import type { CellMapping } from './mapping-fields.ts';
import { severalValuesReason, type ValueContext } from './read-value.ts';
import { type DateOrder, type DateReading, readPeriodSide, readPreciseTime, readTableDate } from './table-date.ts';

/** Reads the cell of a date, and sets the date in the row. */
export function readDate(
  row: ValueContext,
  { name, items, cell }: { name: string; items: readonly string[]; cell: CellMapping },
  order: DateOrder | undefined,
): void {
  const { column } = cell;
  const [text] = items;
  if (text === undefined) return;
  const date = items.length > 1 ? { reason: severalValuesReason } : readText(row, text, cell, cell.dates ?? order);
  if (!date) row.notes.push(`${column}: "${text}" is less exact than a year, and was left out.`);
  else if ('reason' in date) row.fail(column, text, date.reason);
  else {
    row.values[name] = date.edtf;
    row.countResolved(column);
  }
}

/** Undefined if the date is less exact than a year. */
function readText(
  row: ValueContext,
  text: string,
  { year: yearColumn, precision: precisionColumn, newYear, separator = ';', part }: CellMapping,
  order: DateOrder | undefined,
): DateReading | undefined {
  if (newYear && /^\d{4}-01-01T00:00:00Z$/.test(text)) return { edtf: text.slice(0, 4) };
  const [precision = ''] = precisionColumn === undefined ? [] : row.getCell(precisionColumn).split(separator);
  if (precision !== '') return readPreciseTime(text, precision.trim());
  const year = yearColumn === undefined || /\d{4}/.test(text) ? '' : row.getCell(yearColumn);
  return part ? readPeriodSide(text, part, order, year) : readTableDate(`${text} ${year}`, order);
}
