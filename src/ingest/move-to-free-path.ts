import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/**
 * Puts a file of rejects at its place, and tells where that is. What stands there may be half mended: it is left as it is, and the next number
 * is taken, unless it is the same.
 */
export async function moveToFreePath(draft: string, path: string): Promise<string> {
  const extension = extname(path);
  for (let number = 1; ; number += 1) {
    const place = number === 1 ? path : join(dirname(path), `${basename(path, extension)}-${number}${extension}`);
    if ((await tryCopyExclusive(draft, place)) || (await hasSameContent(draft, place))) {
      await rm(draft);
      return place;
    }
  }
}

/** Nothing is written over, whoever else puts something there at the same moment. */
async function tryCopyExclusive(draft: string, place: string): Promise<boolean> {
  try {
    await copyFile(draft, place, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function hasSameContent(draft: string, place: string): Promise<boolean> {
  return (await stat(place)).isFile() && (await hashFile(draft)) === (await hashFile(place));
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
