import { listProcessTree, readProcFile, readProcStat } from './process-tree.ts';

const tickMs = 10;

/** What processes have used since they started. */
export interface ProcessUsage {
  cpuMs: number;
  /** Read from the disk, not from the page cache. */
  diskMb: number;
}

/** Returns the total usage of the processes and all their descendants. */
export function readProcessUsage(roots: readonly number[]): ProcessUsage {
  const usages = listProcessTree(roots).map((pid) => ({ cpuMs: readCpuMs(pid), diskMb: readDiskMb(pid) }));
  return { cpuMs: sum(usages.map(({ cpuMs }) => cpuMs)), diskMb: sum(usages.map(({ diskMb }) => diskMb)) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function readCpuMs(pid: number): number {
  const fields = readProcStat(pid);
  return (Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0)) * tickMs;
}

const readDiskMb = (pid: number): number =>
  Number(/^read_bytes: (\d+)$/m.exec(readProcFile(pid, 'io') ?? '')?.[1] ?? 0) / 2 ** 20;
