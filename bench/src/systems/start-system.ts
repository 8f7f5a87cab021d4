import { fileURLToPath } from 'node:url';
import { startChancery } from './chancery.ts';
import { postgresUrl } from './postgres-cluster.ts';
import { findFreePort, forkServer, type RunningSystem } from './system.ts';

const serverProgram = (name: string): string => fileURLToPath(new URL(`./${name}-server.ts`, import.meta.url));

export interface World {
  name: string;
  path: string;
}

export const startSystem = {
  chancery: ({ path }: World, processes: number, cacheMb?: number): Promise<RunningSystem> =>
    startChancery(path, processes, cacheMb),
  async postgraphile({ name }: World, processes: number): Promise<RunningSystem> {
    const port = await findFreePort();
    return forkServer(
      serverProgram('postgraphile'),
      port,
      [postgresUrl(name), String(port), String(processes)],
      processes,
    );
  },
  async limit({ path }: World, processes: number): Promise<RunningSystem> {
    const port = await findFreePort();
    return forkServer(serverProgram('raw-sql'), port, [path, String(port), String(processes)], processes);
  },
  /** `responsesFile` is a JSON file with the response to each request body. */
  async plain(responsesFile: string, processes: number): Promise<RunningSystem> {
    const port = await findFreePort();
    return forkServer(
      serverProgram('static-response'),
      port,
      [responsesFile, String(port), String(processes)],
      processes,
    );
  },
};
