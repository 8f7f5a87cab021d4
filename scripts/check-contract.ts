import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { undeclared } from './breaking-changes.ts';

/** Fails where the contract breaks what was released, and CHANGELOG.md does not say so. */
const read = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
const found = await undeclared({
  released: read('sdk/released-schema.graphql'),
  current: read('schema.graphql'),
  changelog: read('CHANGELOG.md'),
});
for (const { coordinate, message } of found)
  console.error(
    `${message} Undo it, or declare it in CHANGELOG.md: a line "Breaking" in the unreleased version, and under it one with \`${coordinate}\`.`,
  );
process.exitCode = found.length > 0 ? 1 : 0;
