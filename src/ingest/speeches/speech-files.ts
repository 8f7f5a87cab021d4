import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import { decodeUtf8, notUtf8Reason } from '../file-content.ts';

/** The file of a speech, whose name gives the code, the session and the year. */
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
  /** The whole file. */
  content: string;
  /** The text without surrounding white space. */
  text: string;
  /** Offset of the text in the file, in code points. */
  start: number;
}

const speechFileNamePattern = /^([A-Z]{2,4})_(\d{1,3})_(\d{4})\.txt$/;

/** Finds the speeches and the workbook in a folder and its subfolders. */
export async function findSpeechFiles(folder: string): Promise<{ files: SpeechFile[]; workbook: string }> {
  if (!(await stat(folder)).isDirectory())
    throw badInput(`${folder} is a file. Give the folder with the speeches and their workbook.`);
  const paths = (await readdir(folder, { recursive: true })).map((path) => path.replaceAll('\\', '/')).toSorted();
  const files = paths.flatMap((path) => {
    const [, code, session, year] = speechFileNamePattern.exec(basename(path)) ?? [];
    return code === undefined
      ? []
      : [{ path, name: basename(path, '.txt'), code, session: Number(session), year: Number(year) }];
  });
  if (files.length === 0) throw badInput(`${folder} has no speeches: their files have names such as KAZ_77_2022.txt.`);
  const workbooks = paths.filter((path) => /^Speakers_by_session.*\.xlsx$/.test(basename(path)));
  const [workbook] = workbooks;
  if (workbook === undefined || workbooks.length > 1)
    throw badInput(
      `${folder} must have one workbook Speakers_by_session.xlsx, which names the speakers (found ${workbooks.length}).`,
    );
  return { files, workbook: join(folder, workbook) };
}

/** Reads the text of a speech, or returns why there is none. */
export async function readSpeech(folder: string, { path }: SpeechFile): Promise<SpeechText | { reason: string }> {
  const bytes = await readFile(join(folder, path));
  const content = decodeUtf8(bytes);
  if (content === undefined) return { reason: notUtf8Reason };
  const text = content.trim();
  if (text === '') return { reason: 'The file is empty.' };
  return {
    content,
    text,
    start: [...content.slice(0, content.indexOf(text))].length,
  };
}
