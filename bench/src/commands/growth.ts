import { ensureWorld, type Flags, logProgress, queriesForWorld, UsageError } from '../flags.ts';
import { measureGrowth, workerCount } from '../measure/measure-growth.ts';
import { generateQueryVariables } from '../measure/query-variables.ts';
import { summarizeGrowth } from '../report/growth-summary.ts';
import { saveResult } from '../report/save-results.ts';

/** So many requests of each query that none is asked again within a run. */
const requestsPerQuery = 9_000;

/** How much longer Chancery takes on a world ten times as large. Fewer than all the queries are shown, not kept. */
export async function runGrowth(flags: Flags): Promise<void> {
  const queries = flags.queries.filter((query) => queriesForWorld('large').includes(query));
  if (queries.length === 0) throw new UsageError('Q4 is not asked of the large world: it counts every visit.');
  const worlds = {
    medium: await ensureWorld({ ...flags, world: 'medium' }),
    large: await ensureWorld({ ...flags, world: 'large' }),
  };
  const all = generateQueryVariables(worlds.medium);
  const sets = new Map(queries.map((query) => [query, (all.get(query) ?? []).slice(0, requestsPerQuery)]));
  const found = await measureGrowth(worlds, { ...flags, variableSets: sets, logProgress });
  const { connections, seconds } = flags;
  if (queries.length === queriesForWorld('large').length)
    saveResult('growth', {
      measuredAt: new Date().toISOString(),
      connections,
      seconds,
      processes: workerCount,
      queries: found,
    });
  const told = Object.fromEntries(Object.entries(found).map(([name, rounds]) => [name, summarizeGrowth(rounds)]));
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
}
