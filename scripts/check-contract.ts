import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUndeclaredBreakingChanges } from './breaking-changes.ts';

/** Fails if the contract has breaking changes since the last release that CHANGELOG.md does not declare. */
const readProjectFile = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
const undeclaredChanges = await findUndeclaredBreakingChanges({
  released: readProjectFile('sdk/released-schema.graphql'),
  current: readProjectFile('schema.graphql'),
  changelog: readProjectFile('CHANGELOG.md'),
});
for (const { coordinate, message } of undeclaredChanges)
  console.error(
    `${message} Revert it, or declare it in CHANGELOG.md: in the unreleased version, add a line "Breaking" and below it a list item with \`${coordinate}\`.`,
  );
process.exitCode = undeclaredChanges.length > 0 ? 1 : 0;
