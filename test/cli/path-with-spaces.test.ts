import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('runs from a checkout in a folder with a space and an accent in its name', () => {
  using folder = createTemporaryFolder();
  const copy = join(folder.path, 'my réc ord');
  for (const part of ['src', 'data', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const chancery = (...args: string[]): string =>
    execFileSync(process.execPath, ['src/cli.ts', ...args], { cwd: copy, encoding: 'utf8' });
  expect(JSON.parse(chancery('init', '--json', '--db', 'var/record.db')).report).toMatchObject({ rejected: 0 });
  expect(JSON.parse(chancery('check', '--json', '--db', 'var/record.db')).problems).toEqual([]);
});
