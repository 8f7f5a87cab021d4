import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUndeclaredBreakingChanges } from './breaking-changes.ts';

/** Fails where the contract breaks what was released, and CHANGELOG.md does not say so. */
const readProjectFile = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
const undeclaredChanges = await findUndeclaredBreakingChanges({
  released: readProjectFile('sdk/released-schema.graphql'),
  current: readProjectFile('schema.graphql'),
  changelog: readProjectFile('CHANGELOG.md'),
});
for (const { coordinate, message } of undeclaredChanges)
  console.error(
    `${message} Undo it, or declare it in CHANGELOG.md: a line "Breaking" in the unreleased version, and under it one with \`${coordinate}\`.`,
  );
process.exitCode = undeclaredChanges.length > 0 ? 1 : 0;
