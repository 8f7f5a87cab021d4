import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';
import type { RecordInput } from '../../model/records/index.ts';

/** The folder of the bundled sets. `npm run build:data` writes it. */
export const boxFolder = new URL('../../../data/box/', import.meta.url);

const baseFields = {
  name: z.string(),
  title: z.string(),
  url: z.string(),
  licence: z.string(),
  /** The version of the source, and its day. */
  version: z.string(),
  date: z.string(),
  records: z.int(),
  /** Of the lines before compression. */
  sha256: z.string(),
};
const recordSetSchema = z.strictObject({
  ...baseFields,
  /** The import format, which owns the records as if it had read the full source. */
  importer: z.enum(['hsg-travels', 'hsg-visits', 'leaders', 'hs']),
});
const flowSetSchema = z.strictObject({
  ...baseFields,
  importer: z.literal('flows'),
  mapping: z.string(),
  /** The name of the table, by which an import of the source recognizes its rows. */
  table: z.string(),
});
const setSchema = z.discriminatedUnion('importer', [recordSetSchema, flowSetSchema]);
export type RecordSet = z.output<typeof recordSetSchema>;
export type FlowSet = z.output<typeof flowSetSchema>;
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
export const getSetFileName = ({ name, importer }: Pick<BoxSet, 'name' | 'importer'>): string =>
  `${name}.${importer === 'flows' ? 'csv' : 'jsonl'}.br`;

export const readBoxManifest = async (folder = boxFolder): Promise<BoxManifest> =>
  manifestSchema.parse(JSON.parse((await readBoxFile(manifestName, folder)).toString('utf8')));

async function readBoxFile(name: string, folder: URL): Promise<Buffer> {
  const path = fileURLToPath(new URL(name, folder));
  try {
    return await readFile(path);
  } catch (error) {
    throw new Error(`The bundled data is incomplete: ${error instanceof Error ? error.message : path}`);
  }
}

/** Reads the records of a set. */
export async function* readRecordSet(set: RecordSet, folder = boxFolder): AsyncGenerator<BoxLine> {
  const text = await readSetText(set, folder);
  for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as BoxLine;
}

/** Reads the text of a set. Throws if the file is not the one that the manifest describes. */
export async function readSetText(set: BoxSet, folder = boxFolder): Promise<string> {
  const name = getSetFileName(set);
  const text = (await promisify(brotliDecompress)(await readBoxFile(name, folder))).toString('utf8');
  if (hash('sha256', text) !== set.sha256)
    throw new Error(`${name} is not the file that ${manifestName} describes. Run "npm run build:data".`);
  return text;
}

export const formatLines = (lines: readonly BoxLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** Compresses the text of a set. The same text always gives the same bytes, with one version of Node.js. */
export async function compressText(text: string): Promise<{ bytes: Buffer; sha256: string }> {
  const bytes = await promisify(brotliCompress)(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  return { bytes, sha256: hash('sha256', text) };
}
