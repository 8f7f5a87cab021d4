import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { roundToHundredths } from './statistics.ts';

const wrkScript = fileURLToPath(new URL('./wrk.lua', import.meta.url));

export interface LoadResult {
  /** Requests per second. */
  rps: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** Posts the bodies in turn. Throws if a request fails or its status is not 2xx. */
export async function runWrk(
  url: string,
  bodies: readonly string[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  try {
    const file = join(folder, 'bodies');
    writeFileSync(file, bodies.map((body) => `${body}\n`).join(''));
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', wrkScript, url, '--', file];
    const { stdout } = await promisify(execFile)('wrk', args);
    const { requests, microseconds, p50, p99, errors } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<
      string,
      number
    >;
    if (errors) throw new Error(`${url}: ${errors} of ${requests} requests failed.`);
    return {
      rps: roundToHundredths((requests ?? 0) / ((microseconds ?? 1) / 1e6)),
      p50: roundToHundredths((p50 ?? 0) / 1000),
      p99: roundToHundredths((p99 ?? 0) / 1000),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
