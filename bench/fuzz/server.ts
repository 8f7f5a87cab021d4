import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

export interface FuzzedServer extends AsyncDisposable {
  port: number;
  /** A token that may change everything. */
  token: string;
  /** The causes of unexpected errors, by the id of the request. */
  causes: Map<string, string>;
  isRunning(): boolean;
  /** Resident memory in megabytes; undefined where the system does not tell. */
  readMemory(): number | undefined;
}

/** Starts a server with the bundled dossier, in a folder that is removed when it stops. */
export async function startServer(): Promise<FuzzedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-fuzz-'));
  const env = {
    ...process.env,
    CHANCERY_DB: join(folder, 'fuzz.db'),
    PORT: '0',
    LOG_LEVEL: 'info',
    CHANCERY_RATE: '0',
  };
  execFileSync(process.execPath, [cli, 'init', '--data', 'dossier'], { env, stdio: 'ignore' });
  const token = execFileSync(process.execPath, [cli, 'token', 'create', '--holder', 'fuzz', '--role', 'ADMIN'], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  const child = spawn(process.execPath, ['--heap-growing-percent=100', '--no-memory-reducer', cli, 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const causes = new Map<string, string>();
  const port = await readLog(child, causes);
  return {
    port,
    token,
    causes,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    readMemory: () => readMemory(child.pid),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Collects the causes of errors from the log. Resolves to the port when the server listens. */
function readLog(child: ChildProcess, causes: Map<string, string>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('exit', (code) => reject(new Error(`The server did not start: exit code ${code}.`)));
  if (child.stdout)
    createInterface(child.stdout).on('line', (line) => {
      const { id, err, url } = parseLine(line);
      if (url !== undefined) resolve(Number(new URL(url).port));
      if (id !== undefined && err !== undefined) causes.set(id, JSON.stringify(err));
    });
  return promise;
}

function parseLine(line: string): { id?: string; err?: unknown; url?: string } {
  try {
    return JSON.parse(line) as { id?: string; err?: unknown; url?: string };
  } catch {
    return {};
  }
}

function readMemory(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
