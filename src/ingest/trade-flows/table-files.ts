import { createReadStream, type Dirent, readdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import { hashFile } from '../file-content.ts';

const mappingsFolder = new URL('./mappings/', import.meta.url);

/** Returns the names of the bundled mappings. */
export const listBundledMappings = (): string[] =>
  readdirSync(mappingsFolder)
    .filter((file) => extname(file) === '.yaml')
    .map((file) => basename(file, '.yaml'))
    .toSorted();
export const bundledMappingUrl = (name: string): URL => new URL(`${name}.yaml`, mappingsFolder);

/** A table to import. */
export interface TableFile {
  path: string;
  name: string;
}

/** Extensions of tables. A folder may have other JSON documents, such as mappings. */
const tableExtensions: readonly string[] = ['.csv', '.tsv', '.xlsx', '.jsonl', '.ndjson'];

/** Lists the tables of a folder and its other entries. For a file, returns just the file. */
export async function listTableFiles(path: string): Promise<{ tables: TableFile[]; leftOut: string[] }> {
  if (!(await stat(path)).isDirectory()) return { tables: [{ path, name: basename(path) }], leftOut: [] };
  const entries = (await readdir(path, { withFileTypes: true })).toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  const isTable = (one: Dirent): boolean =>
    !one.isDirectory() && tableExtensions.includes(extname(one.name).toLowerCase());
  const tables = entries.filter(isTable).map(({ name }) => ({ path: join(path, name), name }));
  if (tables.length === 0)
    throw badInput(`The folder ${path} has no table: a file that ends in ${tableExtensions.join(', ')}.`);
  return {
    tables,
    leftOut: entries
      .filter((entry) => !isTable(entry))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)),
  };
}

const newline = 0x0a;

/** Estimates the number of rows for a progress bar; undefined if a table is not made of lines. */
export async function estimateRowCount(path: string): Promise<number | undefined> {
  let lines = 0;
  const { tables } = await listTableFiles(path);
  if (tables.some(({ name }) => ['.xlsx', '.json'].includes(extname(name).toLowerCase()))) return undefined;
  for (const table of tables)
    for await (const chunk of createReadStream(table.path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines += 1;
  return Math.max(0, lines - tables.length);
}

/** Returns a hash of a table together with the mapping that reads it. */
export const hashTableFile = (path: string, mappingHash: string): Promise<string> => hashFile(path, `${mappingHash}\0`);
