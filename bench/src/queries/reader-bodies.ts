import Sqlite from 'better-sqlite3';
import { words } from '../generate/words.ts';
import { Random } from '../random.ts';
import type { BenchQuery } from './bench-query.ts';

/** Returns bodies of requests with varying values: `count` of each query. */
export function listReaderBodies(
  path: string,
  queries: readonly BenchQuery[],
  { seed, count }: { seed: number; count: number },
): string[] {
  const db = new Sqlite(path, { readonly: true });
  const countries = db
    .prepare<[], string>("SELECT code FROM countries WHERE status = 'STATE' ORDER BY code")
    .pluck()
    .all();
  db.close();
  return queries.flatMap((query) =>
    query
      .generateVariables({ random: new Random(seed), countries, words })
      .slice(0, count)
      .map((variables) => JSON.stringify({ query: query.chancery, variables })),
  );
}
