import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { badInput } from '../../model/errors.ts';

/** A file of one speech, by its name: code, session, year. */
export interface SpeechFile {
  /** The path below the folder, with forward slashes. */
  path: string;
  /** "KAZ_77_2022". */
  name: string;
  code: string;
  session: number;
  year: number;
}

export interface SpeechText {
  sha256: string;
  /** Of the whole file, in code points. */
  length: number;
  /** Without the space around it. */
  text: string;
  /** Where it begins in the file, in code points. */
  start: number;
}

const speechFileNamePattern = /^([A-Z]{2,4})_(\d{1,3})_(\d{4})\.txt$/;

/** The speeches and the workbook that a folder holds, whatever its sub-folders. */
export async function findSpeechFiles(folder: string): Promise<{ files: SpeechFile[]; workbook: string }> {
  if (!(await stat(folder)).isDirectory())
    throw badInput(`${folder} is a file. Name the folder that holds the speeches and their workbook.`);
  const paths = (await readdir(folder, { recursive: true })).map((path) => path.replaceAll('\\', '/')).toSorted();
  const files = paths.flatMap((path) => {
    const [, code, session, year] = speechFileNamePattern.exec(basename(path)) ?? [];
    return code === undefined
      ? []
      : [{ path, name: basename(path, '.txt'), code, session: Number(session), year: Number(year) }];
  });
  if (files.length === 0) throw badInput(`${folder} holds no speech: a file of one is named like KAZ_77_2022.txt.`);
  const workbooks = paths.filter((path) => /^Speakers_by_session.*\.xlsx$/.test(basename(path)));
  const [workbook] = workbooks;
  if (workbook === undefined || workbooks.length > 1)
    throw badInput(
      `${folder} holds ${workbooks.length} workbooks Speakers_by_session.xlsx, which say who spoke: one is needed.`,
    );
  return { files, workbook: join(folder, workbook) };
}

/** The text of a speech; the reason where there is none. */
export async function readSpeech(folder: string, { path }: SpeechFile): Promise<SpeechText | { reason: string }> {
  const bytes = await readFile(join(folder, path));
  let whole: string;
  try {
    // A byte order mark is a character of the file like any other, for the offsets.
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { reason: 'The file is not UTF-8 text.' };
  }
  const text = whole.trim();
  if (text === '') return { reason: 'The file holds no words.' };
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    length: [...whole].length,
    text,
    start: [...whole.slice(0, whole.indexOf(text))].length,
  };
}
