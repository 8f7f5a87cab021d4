import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ReaderError } from '@chancery/reader';
import { ChanceryError } from '../model/errors.ts';
import type { TextReading } from '../model/proposal.ts';
import { FairQueue } from '../store/fair-queue.ts';
import { fromErrorData, readyMessage } from '../store/reader-messages.ts';
import type { ReadingRequest, ReadingResponse } from './reading-thread.ts';

/** A megabyte of text takes one to two seconds. */
const defaultWithinMs = 10_000;
const maxMemoryMb = 512;
/** The memory for new objects is of no use beyond that: they are released with the text. */
const maxYoungMemoryMb = 24;

/** One text at a time: reading uses a core completely. */
const queue = new FairQueue({ slots: 1, maxWaitingPerClient: 8, maxWaiting: 64, maxWaitMs: 20_000 });
let idle: Worker | undefined;

interface ReadingOptions {
  /** Whose turn it takes. */
  client: string;
  /** Milliseconds until the reading is given up. */
  withinMs?: number;
}

/** Reads a text in a thread, so that the event loop is not blocked. Throws ReaderError, TIMEOUT, COST_LIMIT or OVERLOADED. */
export async function readInThread(
  request: ReadingRequest,
  { client, withinMs = defaultWithinMs }: ReadingOptions,
): Promise<TextReading> {
  const release = await queue.acquire(client);
  try {
    const thread = idle ?? (await startThread());
    idle = undefined;
    const response = await send(thread, request, withinMs);
    idle = thread;
    if ('readerError' in response) throw new ReaderError(response.readerError.code, response.readerError.message);
    if ('error' in response) throw fromErrorData(response.error);
    return response.reading;
  } finally {
    release();
  }
}

/** Starts a thread. Loading takes seconds on a busy machine, and is not part of the time of a text. */
async function startThread(): Promise<Worker> {
  const thread = new Worker(fileURLToPath(new URL('./reading-thread.ts', import.meta.url)), {
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb, maxYoungGenerationSizeMb: maxYoungMemoryMb },
  });
  // An error while the thread is idle must not end the process.
  thread.on('error', () => undefined);
  thread.on('exit', () => {
    if (idle === thread) idle = undefined;
  });
  const message = await receive(thread, Infinity, () => undefined);
  if (message !== readyMessage) throw new Error('The thread that reads texts did not start.');
  return thread;
}

const send = async (thread: Worker, request: ReadingRequest, withinMs: number): Promise<ReadingResponse> =>
  (await receive(thread, withinMs, () => thread.postMessage(request))) as ReadingResponse;

/** Returns the next message of a thread. Ends the thread if that takes too long. */
async function receive(thread: Worker, withinMs: number, start: () => void): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const fail = (error: unknown): void => reject(isOutOfMemory(error) ? memoryError() : error);
  const exit = (): void => reject(new Error('The thread that reads texts has ended.'));
  const timer = Number.isFinite(withinMs)
    ? setTimeout(() => {
        reject(timeoutError(withinMs));
        void thread.terminate();
      }, withinMs)
    : undefined;
  thread.on('message', resolve).on('error', fail).on('exit', exit);
  // The process must not end while it waits for the response, but it may while the thread is idle.
  thread.ref();
  try {
    start();
    return await promise;
  } finally {
    clearTimeout(timer);
    thread.off('message', resolve).off('error', fail).off('exit', exit);
    thread.unref();
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const memoryError = (): ChanceryError =>
  new ChanceryError('COST_LIMIT', `Reading the text needs more than ${maxMemoryMb} MB. Read it in parts.`, 'text');

const timeoutError = (withinMs: number): ChanceryError =>
  new ChanceryError(
    'TIMEOUT',
    `Reading the text took more than ${withinMs / 1_000} seconds. Nothing was stored. Read it in parts.`,
    'text',
  );
