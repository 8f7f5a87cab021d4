import { readFile } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/node';
import { badInput } from '../../model/errors.ts';
import { hashBytes } from '../file-content.ts';
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
  const speakers = new Map<string, SpeakerRow[]>();
  for (const [index, cells] of rows.entries()) {
    const read = (column: (typeof columns)[number]): string => getCellText(cells[titles.indexOf(column)]);
    const key = speechKey(read('ISO Code'), Number(read('Session')), Number(read('Year')));
    const speaker = {
      row: index + 2,
      country: read('Country'),
      name: read('Name of Person Speaking'),
      post: read('Post'),
    };
    speakers.set(key, [...(speakers.get(key) ?? []), speaker]);
  }
  return {
    sha256: hashBytes(bytes),
    findSpeakers: (code, session, year) => speakers.get(speechKey(code, session, year)) ?? [],
  };
}

const speechKey = (code: string, session: number, year: number): string => `${code}_${session}_${year}`;
const getCellText = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : String(cell).replace(/\s+/g, ' ').trim();
