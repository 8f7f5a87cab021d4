import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/** Runs a program, and returns its duration, processor time, peak memory and output. */
export async function runTimed(
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ seconds: number; cpuSeconds: number; peakMb: number; stdout: string }> {
  const began = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } });
  let [peakMb, cpuSeconds] = [0, 0];
  // The kernel records the peak, so that the last sample before the end suffices.
  const sampler = setInterval(() => {
    peakMb = Math.max(peakMb, readPeakMemoryMb(child.pid ?? 0));
    cpuSeconds = Math.max(cpuSeconds, readCpuSeconds(child.pid ?? 0));
  }, 50);
  try {
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    if (code !== 0) throw new Error(`${program} exited with ${code}: ${stdout.slice(-500)}`);
    return { seconds: Math.round(performance.now() - began) / 1000, cpuSeconds, peakMb, stdout };
  } finally {
    clearInterval(sampler);
  }
}

/** Returns the processor time of all threads; the clock of the kernel has 100 ticks per second. */
function readCpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function readPeakMemoryMb(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
