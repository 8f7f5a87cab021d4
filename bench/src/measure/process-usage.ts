import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

/** What processes have used so far. */
export interface ProcessUsage {
  cpuMs: number;
  /** Read from the disk: what the kernel holds of a file in memory is none of it. */
  diskMb: number;
}

/** Of the processes and of all that they have started. */
export function readProcessUsage(roots: readonly number[]): ProcessUsage {
  const parents = new Map<number, number>();
  const used = new Map<number, ProcessUsage>();
  for (const pid of readdirSync('/proc').map(Number)) {
    const fields = pid > 0 ? readProcStat(pid) : undefined;
    if (!fields) continue;
    parents.set(pid, Number(fields[1]));
    used.set(pid, { cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs, diskMb: readDiskMb(pid) });
  }
  const belongs = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  const all = [...used].flatMap(([pid, one]) => (belongs(pid) ? [one] : []));
  return { cpuMs: sum(all.map(({ cpuMs }) => cpuMs)), diskMb: sum(all.map(({ diskMb }) => diskMb)) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((whole, one) => whole + one, 0);

/** The fields after the name, which may hold spaces. */
function readProcStat(pid: number): string[] | undefined {
  const stat = readProcFile(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const readDiskMb = (pid: number): number =>
  Number(/^read_bytes: (\d+)$/m.exec(readProcFile(pid, 'io') ?? '')?.[1] ?? 0) / 2 ** 20;

/** None of a process that has just ended, or that is another user's. */
function readProcFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
