import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('this folder compiles, with the types that the tools have generated', async () => {
  const tsc = join(import.meta.dirname, 'node_modules/.bin/tsc');
  const result = await promisify(execFile)(process.execPath, [tsc, '-p', import.meta.dirname]).catch((error) => error);
  // The helpers outside this folder are checked with the options of the project.
  expect(result.stdout.split('\n').filter((line: string) => line.startsWith('test/clients/'))).toEqual([]);
});
