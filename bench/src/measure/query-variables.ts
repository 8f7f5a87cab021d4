import Sqlite from 'better-sqlite3';
import { words } from '../generate/words.ts';
import type { BenchQuery, Variables } from '../queries/bench-query.ts';
import { queries } from '../queries/index.ts';
import { Random } from '../random.ts';
import type { World } from '../systems/start-system.ts';

/** Returns the variables of each query's requests, the same in every run. */
export function generateQueryVariables({ path }: World): ReadonlyMap<BenchQuery, readonly Variables[]> {
  const db = new Sqlite(path, { readonly: true });
  try {
    const countries = db.prepare<[], string>('SELECT code FROM countries ORDER BY code').pluck().all();
    return new Map(
      queries.map((query, index) => [
        query,
        query.generateVariables({ random: new Random(100 + index), countries, words }),
      ]),
    );
  } finally {
    db.close();
  }
}
