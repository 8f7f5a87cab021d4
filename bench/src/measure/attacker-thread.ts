import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What one client sends without a pause. */
export interface Attack {
  url: string;
  bodies: readonly string[];
  connections: number;
  keepAlive: boolean;
  address: string;
}

const { url, bodies, connections, keepAlive, address } = workerData as Attack;
const agent = new Agent({ keepAlive, maxSockets: connections });
const counts: Record<string, number> = {};
let isStopping = false;
let sent = 0;

const sendOne = (body: string): Promise<string> =>
  new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': address,
      ...(keepAlive ? {} : { connection: 'close' }),
    };
    const message = request(url, { method: 'POST', agent, headers }, (response) => {
      const code = String(response.statusCode);
      response.resume().once('end', () => resolve(code));
      response.once('error', () => resolve('cut'));
    });
    message.once('error', () => resolve('cut'));
    message.end(body);
  });

async function attack(): Promise<void> {
  while (!isStopping) {
    const outcome = await sendOne(bodies[sent++ % bodies.length] ?? '');
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
}

const attacks = Array.from({ length: connections }, attack);
parentPort?.once('message', async () => {
  isStopping = true;
  agent.destroy();
  await Promise.all(attacks);
  parentPort?.postMessage(counts);
});
