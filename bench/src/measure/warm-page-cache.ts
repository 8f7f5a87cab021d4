import type { BenchQuery, Variables } from '../queries/bench-query.ts';
import { startSystem, type World } from '../systems/start-system.ts';
import { requestFormatFor } from '../systems/system.ts';

const [processes, atOnce] = [2, 32];

/**
 * Each request once, by the limit's server: the pages that will be asked for come into memory, where those of a server that has run for a while
 * are. The large world is larger than the machine's memory, and the disk is not what is measured.
 */
export async function warmPageCache(world: World, sets: ReadonlyMap<BenchQuery, readonly Variables[]>): Promise<void> {
  await using limit = await startSystem.limit(world, processes);
  for (const [query, all] of sets) {
    const { path, buildBody: body } = requestFormatFor(query, 'limit');
    const left = all.values();
    const reader = async (): Promise<void> => {
      for (const variables of left) {
        const response = await fetch(limit.url + path, {
          method: 'POST',
          body: body(variables),
          headers: { 'content-type': 'application/json' },
        });
        if (!response.ok)
          throw new Error(`The limit answers ${query.name} with ${response.status}: ${await response.text()}`);
        await response.arrayBuffer();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, reader));
  }
}
