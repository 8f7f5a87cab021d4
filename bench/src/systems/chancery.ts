import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort, type RunningSystem, stopProcess } from './system.ts';

/** The folder of the version to measure. */
const chanceryRoot = process.env.BENCH_CHANCERY ?? fileURLToPath(new URL('../../..', import.meta.url));
export const chanceryCli = join(chanceryRoot, 'src/cli.ts');

/** The flags of `npm run chancery`. */
export const commandFlags = ['--max-semi-space-size=8'];

/** The flags of `npm start`; workers get them from the primary. */
const gcFlags = ['--heap-growing-percent=100', '--no-memory-reducer'];

/** Starts Chancery as `npm start` does, but without its request log; `cacheMb` 0 disables the response cache. */
export async function startChancery(
  path: string,
  processes: number,
  cacheMb?: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningSystem> {
  const port = await findFreePort();
  const child = spawn(
    process.execPath,
    [...gcFlags, chanceryCli, 'serve', ...(processes > 1 ? ['--workers', String(processes)] : [])],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        CHANCERY_DB: path,
        PORT: String(port),
        LOG_LEVEL: 'warn',
        // The requests of the benchmark come from many clients.
        CHANCERY_TRUST_PROXY: 'on',
        ...settings,
        ...(cacheMb !== undefined && { CHANCERY_CACHE_MB: String(cacheMb) }),
      },
    },
  );
  const kill = (): boolean => child.kill();
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error('Chancery did not start.');
    const ready = await fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { url, processes, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => stopProcess(child) };
    await setTimeout(100);
  }
  await stopProcess(child);
  throw new Error('Chancery was not ready within a minute.');
}

/** Returns which settings this version has. */
export function detectFeatures(): { workers: boolean; cache: boolean } {
  const help = spawnSync(process.execPath, [chanceryCli, 'serve', '--help'], { encoding: 'utf8' }).stdout;
  return { workers: help.includes('--workers'), cache: help.includes('CHANCERY_CACHE_MB') };
}
