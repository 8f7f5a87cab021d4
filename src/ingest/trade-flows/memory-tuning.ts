import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { Writer } from '../../store/writer.ts';

/**
 * Rows land on random pages of each index, so a large cache avoids reading and logging pages again and
 * again. The statement journal is in memory: as a file it was 80 % of the pages that an import wrote.
 */
const importPragmas = [sql`PRAGMA cache_size = -65536`, sql`PRAGMA mmap_size = 0`, sql`PRAGMA temp_store = MEMORY`];
/** SQLite may use as much memory for sorting as for its page cache, in addition to it. */
const summingPragmas = [sql`PRAGMA cache_size = -16384`, sql`PRAGMA temp_store = FILE`, sql`PRAGMA shrink_memory`];

const runPragmas = (run: (query: SQL) => void, pragmas: readonly SQL[]): void => {
  for (const pragma of pragmas) run(pragma);
};
export const applyImportPragmas = (writer: Writer): void => runPragmas((query) => writer.run(query), importPragmas);
export const applySummingPragmas = (tx: Transaction): void => runPragmas((query) => void tx.run(query), summingPragmas);

/**
 * Keeps V8's heap close to its live size until disposed. Otherwise 50 MB from loading modules stay, and
 * old batches are only collected at 100 MB. Set at run time, because as process flags they would slow
 * down every other command, and an import that is started without the npm script would lack them.
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
