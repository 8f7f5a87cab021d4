import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { jsonSchemaFile } from '../src/ingest/json-schema.ts';
import { contractFile } from '../src/schema/print.ts';

/** Makes everything anew that is made, and fails, with the name, where what is committed differs. */
const files: URL[] = [
  contractFile,
  jsonSchemaFile,
  ...['types', 'documents'].map((name) => new URL(`../sdk/src/generated/${name}.ts`, import.meta.url)),
];
const read = (): string[] => files.map((file) => readFileSync(file, 'utf8'));

const before = read();
execFileSync('npm', ['run', '-s', 'generate'], { stdio: 'inherit' });
const stale = files.filter((_, index) => read()[index] !== before[index]);
for (const file of stale) console.error(`${String(file)} was stale. It has been made anew: commit it.`);
process.exitCode = stale.length > 0 ? 1 : 0;
