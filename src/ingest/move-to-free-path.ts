import { constants } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { hashFile } from './file-content.ts';

/**
 * Moves a rejects file to `path` and returns its final path. A file that is already there may be half
 * corrected, so it stays, and the next free number is used, unless both have the same content.
 */
export async function moveToFreePath(draft: string, path: string): Promise<string> {
  const extension = extname(path);
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? path : join(dirname(path), `${basename(path, extension)}-${number}${extension}`);
    if ((await tryCopyExclusive(draft, target)) || (await hasSameContent(draft, target))) {
      await rm(draft);
      return target;
    }
  }
}

/** Copies without overwriting, even if another process creates the file at the same moment. */
async function tryCopyExclusive(draft: string, target: string): Promise<boolean> {
  try {
    await copyFile(draft, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

const hasSameContent = async (draft: string, target: string): Promise<boolean> =>
  (await stat(target)).isFile() && (await hashFile(draft)) === (await hashFile(target));
