import { listProcessTree, readProcFile } from './process-tree.ts';

/** Memory of a process in megabytes. Mapped files are separate: their pages are shared, and the kernel can reclaim them. */
export interface ProcessMemory {
  pid: number;
  anonMb: number;
  fileMb: number;
}

/** Returns the memory of a process and all its descendants, by ascending process id. */
export const readProcessTreeMemory = (root: number): ProcessMemory[] =>
  listProcessTree([root]).flatMap((pid) => {
    const status = readProcFile(pid, 'status');
    if (status === undefined) return [];
    const readMb = (field: string): number =>
      Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024);
    return [{ pid, anonMb: readMb('RssAnon'), fileMb: readMb('RssFile') + readMb('RssShmem') }];
  });

/** Memory of one process over time. */
export interface MemorySeries {
  pid: number;
  anonMb: number[];
  fileMb: number[];
}

/** Anonymous memory of all processes, which is level if the mean of the second half is hardly above that of the first. */
export interface MemoryTrend {
  firstHalfMb: number;
  secondHalfMb: number;
  /** The difference of the halves, in percent of the first. */
  growth: number;
  level: boolean;
}

const maxGrowthPercent = 3;

/** Groups samples by process; throws if a process ended in between. */
export function toMemorySeries(samples: readonly (readonly ProcessMemory[])[]): MemorySeries[] {
  return (samples[0] ?? []).map(({ pid }) => {
    const memory = samples.map((sample) => sample.find((process) => process.pid === pid));
    if (memory.includes(undefined)) throw new Error(`Process ${pid} ended under load.`);
    return {
      pid,
      anonMb: memory.map((sample) => sample?.anonMb ?? 0),
      fileMb: memory.map((sample) => sample?.fileMb ?? 0),
    };
  });
}

export function computeMemoryTrend(series: readonly MemorySeries[]): MemoryTrend {
  const totals = (series[0]?.anonMb ?? []).map((_, index) =>
    series.reduce((sum, { anonMb }) => sum + (anonMb[index] ?? 0), 0),
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
