import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes; disposing it unmounts it. */
export interface SmallDisk extends Disposable {
  path: string;
  /** Uses up all free space. */
  fill(): void;
  /** Frees the space again. */
  free(): void;
}

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });

/** Why no disk can be mounted here; undefined if one can. */
export const missingDiskReason = findMissingDiskReason();
if (missingDiskReason) console.warn(`Skipped: tests of a full disk, since ${missingDiskReason}.`);

function findMissingDiskReason(): string | undefined {
  if (process.platform !== 'linux') return 'they need Linux';
  if (process.getuid?.() !== 0) return 'only root can mount a disk';
  const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  const { status, stderr, error } = run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
  if (status === 0) run('umount', folder);
  rmSync(folder, { recursive: true, force: true });
  return status === 0 ? undefined : `nothing can be mounted here: ${error?.message ?? stderr.trim()}`;
}

/** Mounts a disk of this size at a new folder. */
export function mountSmallDisk(path: string, bytes: number): SmallDisk {
  mkdirSync(path);
  const { status, stderr } = run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path);
  if (status !== 0) throw new Error(`The disk could not be mounted: ${stderr}`);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill() {
      const descriptor = openSync(ballast, 'a');
      try {
        for (;;) writeSync(descriptor, Buffer.alloc(4096));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(descriptor);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      // Lazily, since a process that is being killed may still have a file open.
      run('umount', '-l', path);
    },
  };
}
