import { lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../server/settings.ts';

/** Checks that a file can be created at `path`, before any data is read. */
export function assertNewFile(path: string): void {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${folder}. Create it, or choose another folder.`);
  if (lstatSync(path, { throwIfNoEntry: false }))
    throw new UsageError(`${path} already exists and was not changed. Choose another file name.`);
}
