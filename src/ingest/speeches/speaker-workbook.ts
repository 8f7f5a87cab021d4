import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/node';
import { badInput } from '../../model/errors.ts';

/** Who spoke, as a row of the workbook has it. */
export interface SpeakerRow {
  row: number;
  country: string;
  name: string;
  post: string;
}

export interface SpeakerWorkbook {
  sha256: string;
  /** The rows of a speech: by code, session and year. */
  findSpeakers(code: string, session: number, year: number): SpeakerRow[];
}

const columns = ['Year', 'Session', 'ISO Code', 'Country', 'Name of Person Speaking', 'Post'] as const;

/** Reads the first sheet: a row for each speech. */
export async function readSpeakerWorkbook(path: string): Promise<SpeakerWorkbook> {
  const bytes = await readFile(path);
  const [sheet] = await readWorkbook(bytes).catch((error: unknown) => {
    throw badInput(`${path} is no Excel workbook (.xlsx): ${error instanceof Error ? error.message : String(error)}`);
  });
  const [head = [], ...rows] = sheet?.data ?? [];
  const titles = head.map((cell) => getCellText(cell));
  const missing = columns.filter((column) => !titles.includes(column));
  if (missing.length > 0)
    throw badInput(`${path} has no column ${missing.map((one) => `"${one}"`).join(', ')} in its first sheet.`);
  const speakers = new Map<string, SpeakerRow[]>();
  for (const [index, cells] of rows.entries()) {
    const of = (column: (typeof columns)[number]): string => getCellText(cells[titles.indexOf(column)]);
    const key = speechKey(of('ISO Code'), Number(of('Session')), Number(of('Year')));
    const speaker = { row: index + 2, country: of('Country'), name: of('Name of Person Speaking'), post: of('Post') };
    speakers.set(key, [...(speakers.get(key) ?? []), speaker]);
  }
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    findSpeakers: (code, session, year) => speakers.get(speechKey(code, session, year)) ?? [],
  };
}

const speechKey = (code: string, session: number, year: number): string => `${code}_${session}_${year}`;
const getCellText = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : String(cell).replace(/\s+/g, ' ').trim();
