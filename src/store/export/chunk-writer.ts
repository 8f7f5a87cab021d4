import type { Write } from './table.ts';

const chunkLength = 1 << 16;

/** Returns a function that joins text to larger chunks before it is written, and one that writes the rest. */
export function createChunkWriter(writeChunk: (chunk: Uint8Array) => Promise<void>): {
  write: Write;
  flush: () => Promise<void>;
} {
  let text = '';
  const flush = async (): Promise<void> => {
    const chunk = text;
    text = '';
    if (chunk !== '') await writeChunk(Buffer.from(chunk));
  };
  return {
    flush,
    async write(part) {
      if (typeof part === 'string') text += part;
      if (typeof part !== 'string' || text.length >= chunkLength) await flush();
      if (typeof part !== 'string' && part.length > 0) await writeChunk(part);
    },
  };
}
