import { readdirSync, readFileSync } from 'node:fs';

const examplesFolder = new URL('examples/', import.meta.url);

/** The operations that the playground opens as tabs, in the order of their file names. Each begins with its question. */
export const exampleTabs: readonly string[] = readdirSync(examplesFolder)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .map((file) => readFileSync(new URL(file, examplesFolder), 'utf8'));
