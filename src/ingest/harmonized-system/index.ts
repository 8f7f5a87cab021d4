import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import type { ImportItem, InputLocation, RecordInput } from '../../model/records/index.ts';
import { createCommodityRecord } from '../commodity-record.ts';
import { toRecordItem } from '../import-items.ts';
import { type CsvRow, readCsv } from '../read-csv.ts';
import { type HsRow, parseHsRow } from './commodity-row.ts';

const fileNames = { codes: 'harmonized-system.csv', sections: 'sections.csv' } as const;

const sourceKey = 'datasets-harmonized-system';
const about: readonly RecordInput[] = [
  {
    noun: 'source',
    key: sourceKey,
    publisher: 'Datasets',
    title: 'Harmonized System, edition of 2022: sections and codes of commodities',
    url: 'https://github.com/datasets/harmonized-system',
    language: 'en',
    licence: 'PDDL-1.0',
  },
  {
    noun: 'coverage',
    source: sourceKey,
    about: 'Commodities of the Harmonized System',
    start: '2022-01-01',
    note: 'The edition of 2022, which applies since that day: sections, chapters, headings and subheadings.',
  },
];

/** Reads the sections, chapters, headings and subheadings of the Harmonized System, parents first. */
export async function* readHarmonizedSystem(path: string): AsyncGenerator<ImportItem> {
  const folder = findHsFolder(path);
  for (const record of about) yield { ...toRecordItem({ file: fileNames.codes }, record), isUncounted: true };
  for await (const { line, cells, fault, isFatal } of readRows(join(folder, fileNames.sections), ['section', 'name'])) {
    const place = { file: fileNames.sections, line };
    const [section = '', name = ''] = cells.map((cell) => cell.trim());
    if (fault !== undefined) yield { place, rejected: fault, ...(isFatal && { isFatal }) };
    else if (!/^[IVX]+$/.test(section))
      yield { place, rejected: `"${section}" is not a section of the Harmonized System. Expected I to XXI.` };
    else yield toRecordItem(place, createCommodityRecord(section, name));
  }
  const rows: (HsRow & { place: InputLocation })[] = [];
  for await (const { line, cells, fault, isFatal } of readRows(join(folder, fileNames.codes), [
    'section',
    'hscode',
    'description',
    'parent',
    'level',
  ])) {
    const place = { file: fileNames.codes, line };
    const parsed = fault === undefined ? parseHsRow(cells) : { rejected: fault };
    if ('rejected' in parsed) yield { place, ...parsed, ...(isFatal && { isFatal }) };
    else rows.push({ ...parsed, place });
  }
  yield* toCommodityItems(rows);
}

/** Creates commodities. TOTAL is not a commodity, so its children get their section as parent, or none. */
function* toCommodityItems(rows: readonly (HsRow & { place: InputLocation })[]): Generator<ImportItem> {
  const total = rows.find(({ code }) => code === 'TOTAL');
  for (const { place, code, name, parent, section } of rows) {
    if (code === 'TOTAL') continue;
    const above = parent === 'TOTAL' ? section : parent;
    const record = createCommodityRecord(code, name, above === 'TOTAL' ? undefined : above);
    const line = total ? `, line ${total.place.line},` : '';
    const note = `TOTAL${line} is the total of all commodities, not a commodity itself: ${code}, which is in no section, has no parent.`;
    yield toRecordItem(place, record, above === 'TOTAL' ? note : undefined);
  }
}

/** Estimates the number of codes for a progress bar. */
export async function countHarmonizedSystem(path: string): Promise<number> {
  let count = 0;
  for await (const rows of readCsv(join(findHsFolder(path), fileNames.codes), { columns: [] })) count += rows.length;
  return count;
}

function findHsFolder(path: string): string {
  const folder = [path, join(path, 'data')].find((one) =>
    Object.values(fileNames).every((file) => existsSync(join(one, file))),
  );
  if (folder !== undefined) return folder;
  throw badInput(
    `${path} does not have ${fileNames.codes} and ${fileNames.sections}. Give the folder with these files, or one that has them in data/.`,
  );
}

async function* readRows(path: string, columns: readonly string[]): AsyncGenerator<CsvRow> {
  for await (const rows of readCsv(path, { columns })) yield* rows;
}
