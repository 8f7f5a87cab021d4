import type { BenchQuery, Variables } from '../queries/bench-query.ts';
import { startSystem, type World } from '../systems/start-system.ts';
import { requestFormatFor } from '../systems/system.ts';
import { postJson } from './post-json.ts';

const [processes, concurrency] = [2, 32];

/**
 * Sends each request once to the raw SQL server, so that the page cache contains what the requests read, as it does
 * after a server has run for a while. The large world exceeds the memory, and the disk is not to be measured.
 */
export async function warmPageCache(
  world: World,
  variableSets: ReadonlyMap<BenchQuery, readonly Variables[]>,
): Promise<void> {
  await using limit = await startSystem.limit(world, processes);
  for (const [query, variables] of variableSets) {
    const { path, buildBody } = requestFormatFor(query, 'limit');
    const queue = variables.values();
    const sendRequests = async (): Promise<void> => {
      for (const next of queue) {
        const response = await postJson(limit.url + path, buildBody(next));
        const text = await response.text();
        if (!response.ok) throw new Error(`${query.name}: the raw SQL server returned ${response.status}: ${text}`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, sendRequests));
  }
}
