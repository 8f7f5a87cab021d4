import { Zip, ZipDeflate } from 'fflate';
import { badInput } from '../../../model/errors.ts';
import type { Write } from '../table.ts';

/** Bytes that are compressed at once: short enough not to hold up other work. */
const chunkLength = 1 << 16;
/** The time stamp of every file, so that equal contents are equal bytes. */
const fixedTime = new Date(1980, 0, 1);

/** A zip archive that is written file by file. */
export interface ZipStream {
  /** Adds a file with the text that `writeContents` writes. */
  addFile(name: string, writeContents: (write: (text: string) => Promise<void>) => Promise<void>): Promise<void>;
  finish(): Promise<void>;
}

/** Without the extension ZIP64, which fflate does not write, sizes and positions have 32 bits. */
const defaultMaxBytes = 0xffff_ffff;

/** The archive and each of its files have at most `maxBytes`. */
export function createZipStream(write: Write, { maxBytes = defaultMaxBytes } = {}): ZipStream {
  let archiveBytes = 0;
  const assertFits = (bytes: number, name: string): void => {
    if (bytes > maxBytes)
      throw badInput(
        `${name} exceeds ${maxBytes} bytes, the maximum of a zip archive. Export the tables one by one as parquet, or use a narrower filter.`,
        'format',
      );
  };
  let parts: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, part) => {
    if (error) failure = error;
    else parts.push(part);
  });
  const flush = async (): Promise<void> => {
    if (failure) throw failure;
    const ready = parts;
    parts = [];
    for (const part of ready) {
      archiveBytes += part.length;
      assertFits(archiveBytes, 'The data package');
      await write(part);
    }
  };
  return {
    async addFile(name, writeContents) {
      const file = new ZipDeflate(name, { level: 6 });
      file.mtime = fixedTime;
      zip.add(file);
      let text = '';
      let fileBytes = 0;
      const push = async (isLast: boolean): Promise<void> => {
        const chunk = Buffer.from(text);
        fileBytes += chunk.length;
        assertFits(fileBytes, name);
        file.push(chunk, isLast);
        text = '';
        await flush();
      };
      await writeContents(async (more) => {
        text += more;
        if (text.length >= chunkLength) await push(false);
      });
      await push(true);
    },
    async finish() {
      zip.end();
      await flush();
    },
  };
}
