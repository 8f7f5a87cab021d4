import { Zip, ZipDeflate } from 'fflate';
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

export function createZipStream(write: Write): ZipStream {
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
    for (const part of ready) await write(part);
  };
  return {
    async addFile(name, writeContents) {
      const file = new ZipDeflate(name, { level: 6 });
      file.mtime = fixedTime;
      zip.add(file);
      let text = '';
      const push = async (isLast: boolean): Promise<void> => {
        file.push(Buffer.from(text), isLast);
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
