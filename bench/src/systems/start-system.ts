import { fileURLToPath } from 'node:url';
import { startChancery } from './chancery.ts';
import { postgresUrl } from './postgres-cluster.ts';
import { freePort, type Running, started } from './system.ts';

const program = (name: string): string => fileURLToPath(new URL(`./${name}-server.ts`, import.meta.url));

export interface World {
  name: string;
  path: string;
}

export const start = {
  chancery: ({ path }: World, processes: number, cacheMb?: number): Promise<Running> =>
    startChancery(path, processes, cacheMb),
  async postgraphile({ name }: World, processes: number): Promise<Running> {
    const port = await freePort();
    return started(program('postgraphile'), port, [postgresUrl(name), String(port), String(processes)], processes);
  },
  async limit({ path }: World, processes: number): Promise<Running> {
    const port = await freePort();
    return started(program('raw-sql'), port, [path, String(port), String(processes)], processes);
  },
  /** `answers`: a JSON file of what to send to which body. */
  async plain(answers: string, processes: number): Promise<Running> {
    const port = await freePort();
    return started(program('static-response'), port, [answers, String(port), String(processes)], processes);
  },
};
