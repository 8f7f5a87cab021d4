import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { readThreadCpuMs } from '../db/cpu-timer.ts';
import type { Database } from '../db/database.ts';
import { encodeJsonText } from '../db/json-text.ts';
import { openConnection } from '../db/open-connection.ts';
import { ReadConnection } from '../db/read-connection.ts';
import {
  readyMessage,
  type ThreadData,
  type ThreadRequest,
  type ThreadResponse,
  toErrorData,
} from './reader-messages.ts';

// On Linux, this is the priority of the calling thread alone.
if (process.platform === 'linux') setPriority(0, 10);

const { path, maxResultBytes } = workerData as ThreadData;
const open = (): ReadConnection => new ReadConnection(openConnection(path, { readonly: true }), { maxResultBytes });
let connection = open();
let isInTransaction = false;
/** Former versions need a connection that can write, and modules that take long to load. Both are loaded on demand. */
let writable: Promise<Database> | undefined;
const loadTimeTravel = async () => {
  const [{ openDatabase }, { readAsKnownAt }] = await Promise.all([
    import('../db/database.ts'),
    import('./read-as-known-at.ts'),
  ]);
  writable ??= openDatabase({ path, maxResultBytes });
  return { db: await writable, readAsKnownAt };
};

/** A text of this length takes about a millisecond to encode. */
const minEncodedLength = 64 * 1024;

/** Encodes the JSON of a long answer, so that the event loop need neither copy nor encode it. */
function encodeLongAnswer(row: unknown): unknown {
  const { answer } = (row ?? {}) as { answer?: unknown };
  if (typeof answer !== 'string' || answer.length < minEncodedLength) return row;
  return { ...(row as object), answer: encodeJsonText(answer) };
}

/** What is moved to the other thread instead of copied. */
const listTransfers = ({ result }: { result?: unknown }): ArrayBuffer[] => {
  const { answer } = (result ?? {}) as { answer?: unknown };
  return answer instanceof Uint8Array ? [answer.buffer as ArrayBuffer] : [];
};

async function respond(request: ThreadRequest): Promise<unknown> {
  switch (request.kind) {
    case 'begin':
      connection.begin();
      isInTransaction = true;
      return undefined;
    case 'commit':
      isInTransaction = false;
      return connection.commit();
    case 'load':
      await loadTimeTravel();
      return undefined;
    case 'close':
      connection.close();
      return (await writable)?.close();
    case 'all':
      return connection.all(request.query, request);
    case 'get':
      return encodeLongAnswer(connection.get(request.query, request));
    case 'asKnownAt': {
      const { db, readAsKnownAt } = await loadTimeTravel();
      return readAsKnownAt(db, request.query, request.version, request.withinMs);
    }
  }
}

parentPort?.on('message', async (request: ThreadRequest) => {
  const startedAt = performance.now();
  const cpuMsAtStart = readThreadCpuMs();
  const measure = (): { elapsedMs: number; cpuMs: number } => ({
    elapsedMs: performance.now() - startedAt,
    cpuMs: readThreadCpuMs() - cpuMsAtStart,
  });
  let response: ThreadResponse;
  try {
    const result = await respond(request);
    response = { result, ...measure() };
  } catch (error) {
    response = { error: toErrorData(error), ...measure() };
  }
  parentPort?.postMessage(response, 'result' in response ? listTransfers(response) : []);
  if (connection.isWornOut && !isInTransaction && request.kind !== 'close') {
    connection.close();
    connection = open();
  }
});
parentPort?.postMessage(readyMessage);
