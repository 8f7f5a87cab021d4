import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Decodes UTF-8 and returns undefined for other bytes. Keeps a byte order mark, because offsets count it. */
export const decodeUtf8 = (bytes: Buffer): string | undefined => (isUtf8(bytes) ? bytes.toString() : undefined);

export const notUtf8Reason = 'The file is not UTF-8 text.';

/** Returns the SHA-256 of a file, after that of `prefix`, without loading the file into memory. */
export async function hashFile(path: string, prefix = ''): Promise<string> {
  const hash = createHash('sha256').update(prefix);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    hash.update(chunk);
  return hash.digest('hex');
}
