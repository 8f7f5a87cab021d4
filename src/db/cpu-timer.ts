/** Measures the CPU time of this thread since it was started. */
export interface CpuTimer {
  /** Milliseconds. */
  read(): number;
  exceeds(ms: number): boolean;
}

/**
 * Starts a timer. Reading the CPU time is a system call, so short times are read from the clock; on a busy machine the
 * CPU time is less than the time that has passed.
 */
export function startCpuTimer(): CpuTimer {
  const startedAt = performance.now();
  const cpuMsAtStart = estimateThreadCpuMs(startedAt);
  return {
    read() {
      const elapsedMs = performance.now() - startedAt;
      return elapsedMs < 1 ? elapsedMs : Math.min(elapsedMs, readThreadCpuMs() - cpuMsAtStart);
    },
    exceeds: (ms) => performance.now() - startedAt > ms && readThreadCpuMs() - cpuMsAtStart > ms,
  };
}

let lastReading = { cpuMs: 0, at: -Infinity };

/**
 * An upper bound of the CPU time that this thread has used, at most a millisecond too high: it is read once in a
 * millisecond, because a reading takes a tenth of the time of a small request.
 */
function estimateThreadCpuMs(now: number): number {
  if (now - lastReading.at > 1) lastReading = { cpuMs: readThreadCpuMs(), at: now };
  return lastReading.cpuMs + (now - lastReading.at);
}

/** Milliseconds of CPU time that this thread has used. */
export function readThreadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
