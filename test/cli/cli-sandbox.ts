import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { copyTemplateDatabase, type DatabaseContents } from '../helpers/temporary-database.ts';
import { type ServeProcess, waitUntilListening } from '../helpers/wait-until-listening.ts';

export const cliPath = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

/** A temporary folder and the command line run in it. */
interface CliSandbox extends Disposable {
  /** Returns a path in the folder. */
  resolve(name: string): string;
  /** `through` is a command that runs the command that follows it. */
  run(args: string[], env?: Record<string, string>, through?: string[]): Promise<CliResult>;
  /** Runs a command that listens on a port. */
  serve(env?: Record<string, string>, args?: string[]): Promise<ServeProcess>;
}

interface CliResult {
  code: number | null;
  out: string;
  err: string;
}

/**
 * `here`: runs the command line in the test's process, one call at a time. It is the same program
 * without the startup time of a second.
 */
export function openCliSandbox({ here = false } = {}): CliSandbox {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  const at = (name: string): string => join(folder, name);
  // Only what a process needs: the settings of the developer's environment do not apply.
  const environment = (env: Record<string, string>): Record<string, string | undefined> => ({
    PATH: process.env.PATH,
    CHANCERY_DB: at('record.db'),
    PORT: '0',
    ...env,
  });
  const createDatabase = async (contents: DatabaseContents, env: Record<string, string>): Promise<void> => {
    const { CHANCERY_DB: path = '', CHANCERY_DATA: data } = environment(env);
    if (data === undefined && !existsSync(path)) await copyTemplateDatabase(path, contents);
  };
  return {
    resolve: at,
    run: async (args, env = {}, through = []) => {
      const data = initialData[args[0] ?? ''];
      if (data && !args.includes('--data')) {
        const flag = args.indexOf('--db');
        await createDatabase(data, flag < 0 ? env : { ...env, CHANCERY_DB: resolve(folder, args[flag + 1] ?? '') });
      }
      if (here && through.length === 0) return runInProcess(args, environment(env), folder);
      return new Promise((done) => {
        const [command = process.execPath, ...rest] = [...through, process.execPath, cliPath, ...args];
        const child = execFile(command, rest, { env: environment(env), cwd: folder }, (_error, out, err) =>
          done({ code: child.exitCode, out, err }),
        );
      });
    },
    serve: async (env = {}, args = ['serve']) => {
      await createDatabase({ dossier: true }, env);
      return waitUntilListening(
        spawn(process.execPath, [cliPath, ...args], { env: environment(env), stdio: ['ignore', 'pipe', 'inherit'] }),
      );
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Copied if the database is missing: loading it takes seconds. Tests of imports count what they import. */
const initialData: Readonly<Record<string, DatabaseContents>> = { import: { dossier: false }, mcp: { dossier: true } };

let runs = 0;
let before: Promise<unknown> = Promise.resolve();

/**
 * Runs the program in this process with the given arguments, environment and folder, captures its
 * output and exit code, and restores the originals.
 */
function runInProcess(args: string[], env: Record<string, string | undefined>, folder: string): Promise<CliResult> {
  const run = before.then(async () => {
    const [argv, own, cwd, exitCode] = [process.argv, process.env, process.cwd(), process.exitCode];
    const [out, err] = [captureOutput(process.stdout), captureOutput(process.stderr)];
    process.argv = [process.execPath, cliPath, ...args];
    process.env = { ...env };
    process.chdir(folder);
    process.exitCode = undefined;
    try {
      runs += 1;
      await import(`${cliPath}?run=${runs}`);
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

function captureOutput(stream: NodeJS.WriteStream): { text(): string; release(): void } {
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
