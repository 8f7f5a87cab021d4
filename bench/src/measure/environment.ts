import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem } from 'node:os';
import Sqlite from 'better-sqlite3';
import type { Results } from '../report/results.ts';

export const describeMachine = (): Results['machine'] => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown',
  kernel: `${release()} ${arch()}`,
});

export function readVersions({ postgres }: { postgres: boolean }): Results['versions'] {
  const db = new Sqlite(':memory:');
  const sqlite = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  db.close();
  const readPackageVersion = (path: string): string =>
    (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
  return {
    chancery: readPackageVersion('../../../package.json'),
    node: process.versions.node,
    sqlite,
    ...(postgres && {
      postgraphile: readPackageVersion('../../node_modules/postgraphile/package.json'),
      postgres: execFileSync('/usr/lib/postgresql/15/bin/postgres', ['--version'], { encoding: 'utf8' }).trim(),
    }),
    wrk: /wrk ([^ ]+)/.exec(readProgramOutput('wrk', ['--version']))?.[1] ?? 'unknown',
  };
}

/** Returns the output of a program, even if it exits with an error, as "wrk --version" does. */
function readProgramOutput(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return stdout + stderr;
  }
}
