import { readdirSync, readFileSync } from 'node:fs';

/** Returns the ids of the processes and of all their descendants, in ascending order. */
export function listProcessTree(roots: readonly number[]): number[] {
  const parents = new Map<number, number>();
  for (const pid of readdirSync('/proc').map(Number)) {
    const parent = pid > 0 ? Number(readProcStat(pid)?.[1] ?? Number.NaN) : Number.NaN;
    if (!Number.isNaN(parent)) parents.set(pid, parent);
  }
  const isInTree = (pid: number): boolean =>
    roots.includes(pid) || (parents.has(pid) && isInTree(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isInTree).sort((left, right) => left - right);
}

/** Returns the fields of /proc/<pid>/stat from the state on; the name before them may contain spaces. */
export function readProcStat(pid: number): string[] | undefined {
  const stat = readProcFile(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Returns undefined if the process has ended or belongs to another user. */
export function readProcFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
