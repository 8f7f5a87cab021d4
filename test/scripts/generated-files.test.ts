import { globSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { findStaleFiles, renderGeneratedFiles } from '../../scripts/generated-files.ts';

let files: Map<string, string>;
beforeAll(async () => {
  files = await renderGeneratedFiles();
});

test('the committed generated files are up to date', () => {
  // Views of the explorer have generated operations in their folders.
  const [explorer, rest] = [true, false].map((ofWeb) =>
    [...files.keys()].filter((file) => file.startsWith('web/') === ofWeb).toSorted(),
  );
  expect(explorer).toEqual(globSync('web/src/**/generated/operations.ts').toSorted());
  expect(rest).toEqual([
    'data/context.jsonld',
    'data/flow-mapping.schema.json',
    'data/interchange.schema.json',
    'data/table-mapping.schema.json',
    'docs/sdk-reference.md',
    'schema.graphql',
    'sdk/operations/generated/operations.graphql',
    'sdk/src/generated/documents.ts',
    'sdk/src/generated/introspection.ts',
    'sdk/src/generated/operations.ts',
    'sdk/src/generated/persisted-documents.json',
    'sdk/src/generated/types.ts',
  ]);
  expect(findStaleFiles(files)).toEqual([]);
});

test.each(['schema.graphql', 'sdk/src/generated/types.ts'])('reports %s if one line of it is stale', (stale) => {
  const read = (file: string): string => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    return file === stale ? text.replace(/\n.*\n/, '\n') : text;
  };
  expect(findStaleFiles(files, read)).toEqual([stale]);
});
