import { readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';

const mappingsFolder = new URL('./mappings/', import.meta.url);

export const tableMappingUrl = (name: string): URL => new URL(`${name}.yaml`, mappingsFolder);

/** Returns the names of the shipped mappings of tables. */
export const listTableMappings = (): string[] =>
  readdirSync(mappingsFolder)
    .filter((file) => extname(file) === '.yaml')
    .map((file) => basename(file, '.yaml'))
    .toSorted();
