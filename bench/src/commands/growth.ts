import { ensureWorld } from '../ensure-world.ts';
import { type Flags, UsageError } from '../flags.ts';
import { measureGrowth, workerCount } from '../measure/measure-growth.ts';
import { generateQueryVariables } from '../measure/query-variables.ts';
import { logProgress } from '../progress.ts';
import { queriesForWorld } from '../queries/index.ts';
import { summarizeGrowth } from '../report/growth-summary.ts';
import { saveResult } from '../report/save-results.ts';

/** Enough requests of each query that none repeats within a run. */
const requestsPerQuery = 9_000;

/** Compares Chancery on the medium world and one ten times as large. Saves the result of all queries, and prints any. */
export async function runGrowth(flags: Flags): Promise<void> {
  const queries = flags.queries.filter((query) => queriesForWorld('large').includes(query));
  if (queries.length === 0)
    throw new UsageError(
      '--queries must not be Q4 alone: it counts every visit, which takes too long on the large world.',
    );
  const worlds = {
    medium: await ensureWorld({ ...flags, world: 'medium' }),
    large: await ensureWorld({ ...flags, world: 'large' }),
  };
  const mediumVariables = generateQueryVariables(worlds.medium);
  const variableSets = new Map(
    queries.map((query) => [query, (mediumVariables.get(query) ?? []).slice(0, requestsPerQuery)]),
  );
  const rounds = await measureGrowth(worlds, { ...flags, variableSets, logProgress });
  const { connections, seconds } = flags;
  if (queries.length === queriesForWorld('large').length)
    saveResult('growth', {
      measuredAt: new Date().toISOString(),
      connections,
      seconds,
      processes: workerCount,
      queries: rounds,
    });
  const summary = Object.fromEntries(
    Object.entries(rounds).map(([name, roundsOfQuery]) => [name, summarizeGrowth(roundsOfQuery)]),
  );
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
}
