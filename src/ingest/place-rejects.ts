import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/**
 * Puts a file of rejects at its place, and tells where that is. What stands there may be half mended: it is left as it is, and the next number
 * is taken, unless it is the same.
 */
export async function placeRejects(draft: string, path: string): Promise<string> {
  const extension = extname(path);
  for (let number = 1; ; number += 1) {
    const place = number === 1 ? path : join(dirname(path), `${basename(path, extension)}-${number}${extension}`);
    if (!existsSync(place)) {
      await rename(draft, place);
      return place;
    }
    if ((await hashOf(draft)) === (await hashOf(place))) {
      await rm(draft);
      return place;
    }
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
