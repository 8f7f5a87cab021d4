import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

/** What a process and all that it started have used of the processors so far, in milliseconds. */
export const cpuOf = (roots: readonly number[]): number => sumOf(roots, (fields) => (Number(fields[11]) + Number(fields[12])) * tickMs);

function sumOf(roots: readonly number[], measure: (fields: readonly string[]) => number): number {
  const parents = new Map<number, number>();
  const measured = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? fieldsOf(name) : undefined;
    if (!fields) continue;
    parents.set(Number(name), Number(fields[1]));
    measured.set(Number(name), measure(fields));
  }
  const belongs = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  return [...measured].reduce((sum, [pid, value]) => (belongs(pid) ? sum + value : sum), 0);
}

/** The fields after the name, which may hold spaces; none of a process that has just ended. */
function fieldsOf(pid: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
