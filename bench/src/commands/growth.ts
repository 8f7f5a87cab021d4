import { type Flags, madeWorld, queriesOf, tell, UsageError } from '../flags.ts';
import { measureGrowth, processes } from '../measure/measure-growth.ts';
import { variablesOf } from '../measure/query-variables.ts';
import { growthOf } from '../report/growth-summary.ts';
import { keepFound } from '../report/save-results.ts';

/** So many requests of each query that none is asked again within a run. */
const requests = 9_000;

/** How much longer Chancery takes on a world ten times as large. Fewer than all the queries are shown, not kept. */
export async function growth(flags: Flags): Promise<void> {
  const queries = flags.queries.filter((query) => queriesOf('large').includes(query));
  if (queries.length === 0) throw new UsageError('Q4 is not asked of the large world: it counts every visit.');
  const worlds = {
    medium: await madeWorld({ ...flags, world: 'medium' }),
    large: await madeWorld({ ...flags, world: 'large' }),
  };
  const all = variablesOf(worlds.medium);
  const sets = new Map(queries.map((query) => [query, (all.get(query) ?? []).slice(0, requests)]));
  const found = await measureGrowth(worlds, { ...flags, sets, tell });
  const { connections, seconds } = flags;
  if (queries.length === queriesOf('large').length)
    keepFound('growth', { measuredAt: new Date().toISOString(), connections, seconds, processes, queries: found });
  const told = Object.fromEntries(Object.entries(found).map(([name, rounds]) => [name, growthOf(rounds)]));
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
}
