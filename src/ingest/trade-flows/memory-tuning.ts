import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { Writer } from '../../store/writer.ts';

/**
 * Each row goes to a place of its own in every index: what is not held has to be read, and written to the log, again and again. The journal by which
 * a single statement is undone lies in memory, as temporary storage does: in a file it was four of five pages that an import wrote.
 */
const importPragmas = [sql`PRAGMA cache_size = -65536`, sql`PRAGMA mmap_size = 0`, sql`PRAGMA temp_store = MEMORY`];
/** What SQLite sorts in memory may be as much as its pages, beside them. */
const summingPragmas = [sql`PRAGMA cache_size = -16384`, sql`PRAGMA temp_store = FILE`, sql`PRAGMA shrink_memory`];

const runPragmas = (run: (query: SQL) => void, pragmas: readonly SQL[]): void => {
  for (const pragma of pragmas) run(pragma);
};
export const applyImportPragmas = (writer: Writer): void => runPragmas((query) => writer.run(query), importPragmas);
export const applySummingPragmas = (tx: Transaction): void => runPragmas((query) => void tx.run(query), summingPragmas);

/**
 * Holds V8's heap to little more than what lives, until it is disposed of: loading modules has left 50 MB that would stay, and rows of batches
 * gone by are collected only once there are 100 MB of them.
 */
export function limitHeapGrowth(): Disposable {
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  collect({ type: 'major', flavor: 'last-resort', execution: 'sync' });
  return {
    [Symbol.dispose]() {
      setFlagsFromString('--heap-growing-percent=0');
      setFlagsFromString('--no-expose-gc');
    },
  };
}
