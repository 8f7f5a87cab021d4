import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type Database, openConnection, openDatabase } from '../db/database.ts';
import { readThreadCpuMs } from '../db/inline-attempt.ts';
import { ReadConnection } from '../db/read-connection.ts';
import { readAsKnownAt } from './read-as-known-at.ts';
import { readyMessage, type ThreadRequest, type ThreadResponse, toErrorData } from './reader-messages.ts';

// On Linux, this is the priority of the calling thread alone.
if (process.platform === 'linux') setPriority(0, 10);

const { path } = workerData as { path: string };
const connection = new ReadConnection(openConnection(path, { readonly: true }));
/** Former versions need a connection that can write. Opened on demand. */
let writable: Promise<Database> | undefined;

async function respond(request: ThreadRequest): Promise<unknown> {
  switch (request.kind) {
    case 'begin':
      return connection.begin();
    case 'commit':
      return connection.commit();
    case 'all':
      return connection.all(request.query, request);
    case 'get':
      return connection.get(request.query, request);
    case 'asKnownAt':
      writable ??= openDatabase({ path });
      return readAsKnownAt(await writable, request.query, request.version, request.withinMs);
  }
}

parentPort?.on('message', async (request: ThreadRequest) => {
  const startedAt = performance.now();
  const cpuMsAtStart = readThreadCpuMs();
  const measure = (): number => Math.min(performance.now() - startedAt, readThreadCpuMs() - cpuMsAtStart);
  let response: ThreadResponse;
  try {
    const result = await respond(request);
    response = { result, ms: measure() };
  } catch (error) {
    response = { error: toErrorData(error), ms: measure() };
  }
  parentPort?.postMessage(response);
});
parentPort?.postMessage(readyMessage);
