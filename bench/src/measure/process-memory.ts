import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds, in megabytes. Pages of files that it has mapped are the kernel's to take back, and are shared: they are told apart. */
export interface ProcessMemory {
  pid: number;
  anonMb: number;
  fileMb: number;
}

/** A process and all that descend from it, the first first. */
export function readProcessTreeMemory(root: number): ProcessMemory[] {
  const parents = new Map<number, number>();
  const held = new Map<number, ProcessMemory>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? readProcStatus(name) : undefined;
    if (!fields) continue;
    const [pid, kilobytes] = [Number(name), (field: string): number => Number.parseInt(fields.get(field) ?? '0', 10)];
    parents.set(pid, kilobytes('PPid'));
    const inMb = (field: string): number => Math.round(kilobytes(field) / 1024);
    held.set(pid, { pid, anonMb: inMb('RssAnon'), fileMb: inMb('RssFile') + inMb('RssShmem') });
  }
  const belongs = (pid: number): boolean => pid === root || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  return [...held.values()].filter(({ pid }) => belongs(pid)).sort((one, other) => one.pid - other.pid);
}

/** None of a process that has just ended. */
function readProcStatus(pid: string): Map<string, string> | undefined {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  } catch {
    return undefined;
  }
}

/** What one process held over time. */
export interface MemorySeries {
  pid: number;
  anonMb: number[];
  fileMb: number[];
}

/** Anonymous memory of all processes: level where the mean of the second half is hardly above that of the first. */
export interface MemoryTrend {
  firstHalfMb: number;
  secondHalfMb: number;
  /** The second less the first, in percent of the first. */
  growth: number;
  level: boolean;
}

const maxGrowthPercent = 3;

/** Samples of several processes, by process; one that was not there all the time is none of them. */
export function toMemorySeries(samples: readonly (readonly ProcessMemory[])[]): MemorySeries[] {
  const all = (samples[0] ?? []).map(({ pid }) => ({
    pid,
    held: samples.map((sample) => sample.find((one) => one.pid === pid)),
  }));
  return all.map(({ pid, held }) => {
    if (held.includes(undefined)) throw new Error(`Process ${pid} ended under load.`);
    return { pid, anonMb: held.map((one) => one?.anonMb ?? 0), fileMb: held.map((one) => one?.fileMb ?? 0) };
  });
}

export function computeMemoryTrend(courses: readonly MemorySeries[]): MemoryTrend {
  const totals = (courses[0]?.anonMb ?? []).map((_, index) =>
    courses.reduce((sum, { anonMb }) => sum + (anonMb[index] ?? 0), 0),
  );
  const middle = Math.floor(totals.length / 2);
  const [before, after] = [mean(totals.slice(0, middle)), mean(totals.slice(middle))];
  const growth = (100 * (after - before)) / before;
  return {
    firstHalfMb: Math.round(before),
    secondHalfMb: Math.round(after),
    growth: Math.round(10 * growth) / 10,
    level: growth <= maxGrowthPercent,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
