import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import type { Place, ReadItem } from '../../model/records/index.ts';
import { type CsvRow, readCsv } from '../read-csv.ts';
import { commodity, keyOf, type Row, readRow } from './commodity-row.ts';

const files = { codes: 'harmonized-system.csv', sections: 'sections.csv' } as const;

/** Reads the Harmonized System: its sections, then its chapters, headings and subheadings, each after what it is a part of. */
export async function* readHs(path: string): AsyncGenerator<ReadItem> {
  const folder = folderOf(path);
  for await (const { line, cells, fault, stops } of rowsOf(join(folder, files.sections), ['section', 'name'])) {
    const place = { file: files.sections, line };
    const [section = '', name = ''] = cells.map((cell) => cell.trim());
    if (fault !== undefined) yield { place, rejected: fault, ...(stops && { stops }) };
    else if (!/^[IVX]+$/.test(section))
      yield { place, rejected: `"${section}" is not a section: the Harmonized System numbers them I to XXI.` };
    else yield { place, key: keyOf(section), record: commodity(section, name) };
  }
  const rows: (Row & { place: Place })[] = [];
  for await (const { line, cells, fault, stops } of rowsOf(join(folder, files.codes), [
    'section',
    'hscode',
    'description',
    'parent',
    'level',
  ])) {
    const place = { file: files.codes, line };
    const read = fault === undefined ? readRow(cells) : { rejected: fault };
    if ('rejected' in read) yield { place, ...read, ...(stops && { stops }) };
    else rows.push({ ...read, place });
  }
  yield* codes(rows);
}

/** What stands for all commodities together is none itself: what it is above has its section above it, or nothing. */
function* codes(rows: readonly (Row & { place: Place })[]): Generator<ReadItem> {
  const total = rows.find(({ code }) => code === 'TOTAL');
  for (const { place, code, name, parent, section } of rows) {
    if (code === 'TOTAL') continue;
    const above = parent === 'TOTAL' ? section : parent;
    const record = commodity(code, name, above === 'TOTAL' ? undefined : above);
    const line = total ? `, line ${total.place.line},` : '';
    const note = `TOTAL${line} stands for all commodities together and is not one itself: ${code}, in no section, has nothing above it.`;
    yield { place, key: record.key, record, ...(above === 'TOTAL' && { note }) };
  }
}

/** About how many codes there are, for a progress bar. */
export async function countHs(path: string): Promise<number> {
  let count = 0;
  for await (const rows of readCsv(join(folderOf(path), files.codes), { columns: [] })) count += rows.length;
  return count;
}

function folderOf(path: string): string {
  const folder = [path, join(path, 'data')].find((one) =>
    Object.values(files).every((file) => existsSync(join(one, file))),
  );
  if (folder !== undefined) return folder;
  throw badInput(
    `${path} does not hold ${files.codes} and ${files.sections}. Name the folder that does, or the one with them in data/.`,
  );
}

async function* rowsOf(path: string, columns: readonly string[]): AsyncGenerator<CsvRow> {
  for await (const rows of readCsv(path, { columns })) yield* rows;
}
