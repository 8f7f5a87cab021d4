import type { Database } from '../../db/database.ts';
import { readTradeFlowYears } from '../../db/queries/trade-flow-years.ts';
import { importRecords } from '../import-records.ts';

/** Records for which years the source has flows, those of earlier imports included. */
export async function recordCoverage(db: Database, name: string, source: string): Promise<void> {
  const years = await db.read((reader) => readTradeFlowYears(reader, source));
  const [first] = years;
  const last = years.at(-1);
  if (first === undefined || last === undefined) return;
  const recorded = new Set(years);
  const missing = Array.from({ length: last - first }, (_, index) => first + index).filter(
    (year) => !recorded.has(year),
  );
  const gaps = missing.length > 0 ? ` Years without flows: ${missing.join(', ')}.` : '';
  const record = {
    noun: 'coverage' as const,
    source,
    about: 'Trade flows',
    start: `${first}-01-01`,
    end: `${last}-12-31`,
    note: `The rows of the tables that were imported. A flow that is missing is not zero.${gaps}`,
  };
  await importRecords(db, [{ place: { file: name }, record }], { importer: 'flows' });
}
