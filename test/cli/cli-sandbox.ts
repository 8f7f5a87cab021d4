import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

/** A folder of the test's own, and the command line run in it. */
interface Place extends Disposable {
  /** A path in it. */
  at(name: string): string;
  /** `through` is a command that runs the command that follows it. */
  run(args: string[], env?: Record<string, string>, through?: string[]): Promise<Outcome>;
  serve(env?: Record<string, string>): Promise<Serving>;
}

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

interface Serving extends AsyncDisposable {
  url: string;
  port: number;
  /** The log so far. */
  log: LogLine[];
  signal(name: NodeJS.Signals): void;
  ended: Promise<Outcome['code']>;
}

type LogLine = Record<string, unknown> & { msg: string };

/** `here`: the command line runs in the test's own process, one call at a time. It is the same program, without the second it takes to start. */
export function openPlace({ here = false } = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  const at = (name: string): string => join(folder, name);
  // Only what a process needs: the settings of whoever runs the tests do not count.
  const environment = (env: Record<string, string>) => ({
    PATH: process.env.PATH,
    CHANCERY_DB: at('record.db'),
    PORT: '0',
    ...env,
  });
  return {
    at,
    run: (args, env = {}, through = []) => {
      if (here && through.length === 0) return runHere(args, environment(env), folder);
      return new Promise((done) => {
        const [command = process.execPath, ...rest] = [...through, process.execPath, cli, ...args];
        const child = execFile(command, rest, { env: environment(env), cwd: folder }, (_error, out, err) =>
          done({ code: child.exitCode, out, err }),
        );
      });
    },
    serve: (env = {}) =>
      listening(
        spawn(process.execPath, [cli, 'serve'], { env: environment(env), stdio: ['ignore', 'pipe', 'inherit'] }),
      ),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

let runs = 0;
let before: Promise<unknown> = Promise.resolve();

/** Lends the program this process: its arguments, environment, folder, output and exit code, and takes them back. */
function runHere(args: string[], env: Record<string, string | undefined>, folder: string): Promise<Outcome> {
  const run = before.then(async () => {
    const [argv, own, cwd, exitCode] = [process.argv, process.env, process.cwd(), process.exitCode];
    const [out, err] = [captured(process.stdout), captured(process.stderr)];
    process.argv = [process.execPath, cli, ...args];
    process.env = { ...env };
    process.chdir(folder);
    process.exitCode = undefined;
    try {
      runs += 1;
      await import(`${cli}?run=${runs}`);
      return { code: Number(process.exitCode ?? 0), out: out.text(), err: err.text() };
    } finally {
      out.release();
      err.release();
      process.argv = argv;
      process.env = own;
      process.chdir(cwd);
      process.exitCode = exitCode;
    }
  });
  before = run.catch(() => undefined);
  return run;
}

function captured(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const { write } = stream;
  const listeners = stream.listeners('error');
  const parts: string[] = [];
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    parts.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  }) as typeof stream.write;
  return {
    text: () => parts.join(''),
    release() {
      stream.write = write;
      for (const listener of stream.listeners('error')) {
        if (!listeners.includes(listener)) stream.off('error', listener as (error: Error) => void);
      }
    },
  };
}

async function listening(child: ChildProcess): Promise<Serving> {
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const log: LogLine[] = [];
  const listens = Promise.withResolvers<LogLine>();
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    const entry = JSON.parse(line) as LogLine;
    log.push(entry);
    if (entry.msg === 'listening') listens.resolve(entry);
  });
  void ended.then((code) => listens.reject(new Error(`serve ended with ${code} before it listened`)));
  const { url, port } = await listens.promise;
  return {
    url: String(url),
    port: Number(port),
    log,
    ended,
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
