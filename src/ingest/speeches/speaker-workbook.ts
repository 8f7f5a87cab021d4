import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/node';
import { badInput } from '../../model/errors.ts';
import { getErrorMessage } from '../rejection-reason.ts';

/** A row of the workbook, which names the speaker of a speech. */
export interface SpeakerRow {
  row: number;
  country: string;
  name: string;
  post: string;
}

export interface SpeakerWorkbook {
  sha256: string;
  /** Returns the rows of a speech. */
  findSpeakers(code: string, session: number, year: number): SpeakerRow[];
}

const columns = ['Year', 'Session', 'ISO Code', 'Country', 'Name of Person Speaking', 'Post'] as const;

/** Reads the first sheet, which has a row for each speech. */
export async function readSpeakerWorkbook(path: string): Promise<SpeakerWorkbook> {
  const bytes = await readFile(path);
  const [sheet] = await readWorkbook(bytes).catch((error: unknown) => {
    throw badInput(`${path} is not an Excel workbook (.xlsx): ${getErrorMessage(error)}`);
  });
  const [header = [], ...rows] = sheet?.data ?? [];
  const titles = header.map((cell) => getCellText(cell));
  const missing = columns.filter((column) => !titles.includes(column));
  if (missing.length > 0)
    throw badInput(`The first sheet of ${path} lacks the columns ${missing.map((name) => `"${name}"`).join(', ')}.`);
  const read = (cells: (typeof rows)[number], column: (typeof columns)[number]): string =>
    getCellText(cells[titles.indexOf(column)]);
  const speakers = rows.map((cells, index) => ({
    speech: speechKey(read(cells, 'ISO Code'), Number(read(cells, 'Session')), Number(read(cells, 'Year'))),
    row: index + 2,
    country: read(cells, 'Country'),
    name: read(cells, 'Name of Person Speaking'),
    post: read(cells, 'Post'),
  }));
  const bySpeech = Map.groupBy(speakers, ({ speech }) => speech);
  return {
    sha256: hash('sha256', bytes),
    findSpeakers: (code, session, year) => bySpeech.get(speechKey(code, session, year)) ?? [],
  };
}

const speechKey = (code: string, session: number, year: number): string => `${code}_${session}_${year}`;
const getCellText = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : String(cell).replace(/\s+/g, ' ').trim();
