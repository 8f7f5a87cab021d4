import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';
import type { RecordInput } from '../../model/records/index.ts';

/** The folder of the bundled sets. `npm run build:data` writes it. */
export const boxFolder = new URL('../../../data/box/', import.meta.url);

const setSchema = z.strictObject({
  name: z.string(),
  /** The import format, which owns the records as if it had read the full source. */
  importer: z.enum(['hsg-travels', 'hsg-visits', 'leaders', 'hs']),
  title: z.string(),
  url: z.string(),
  licence: z.string(),
  /** The version of the source, and its day. */
  version: z.string(),
  date: z.string(),
  records: z.int(),
  /** Of the lines before compression. */
  sha256: z.string(),
});
export type BoxSet = z.output<typeof setSchema>;

const manifestSchema = z.strictObject({
  /** In the order of the imports. */
  sets: z.array(setSchema),
  /** The SHA-256 of the texts with which all spans were compared when the sets were built. */
  texts: z.array(z.string()),
});
export type BoxManifest = z.output<typeof manifestSchema>;

/** A record with its place in the source. */
export interface BoxLine {
  file: string;
  line?: number;
  isUncounted?: true;
  record: RecordInput;
}

export const manifestName = 'manifest.json';
export const getSetFileName = ({ name }: Pick<BoxSet, 'name'>): string => `${name}.jsonl.br`;

export const readBoxManifest = async (folder = boxFolder): Promise<BoxManifest> =>
  manifestSchema.parse(JSON.parse(await readFile(new URL(manifestName, folder), 'utf8')));

/** Reads the records of a set. Throws if the file is not the one that the manifest describes. */
export async function* readBoxSet(set: BoxSet, folder = boxFolder): AsyncGenerator<BoxLine> {
  const path = new URL(getSetFileName(set), folder);
  const text = (await promisify(brotliDecompress)(await readFile(path))).toString('utf8');
  if (hash('sha256', text) !== set.sha256)
    throw new Error(`${fileURLToPath(path)} is not the file that ${manifestName} describes. Run "npm run build:data".`);
  for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as BoxLine;
}

/** Compresses lines. The same lines always give the same bytes, with one version of Node.js. */
export async function compressLines(lines: readonly BoxLine[]): Promise<{ bytes: Buffer; sha256: string }> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const bytes = await promisify(brotliCompress)(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  return { bytes, sha256: hash('sha256', text) };
}
