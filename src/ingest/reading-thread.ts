import { parentPort } from 'node:worker_threads';
import { ReaderError } from '@chancery/reader';
import { openUnchangedDatabase } from '../db/read-only-database.ts';
import type { TextReading } from '../model/proposal.ts';
import { type ErrorData, readyMessage, toErrorData } from '../store/reader-messages.ts';
import { type ProposalInput, proposeRecords } from './propose-records.ts';

/** A text to read against the database at `path`. */
export interface ReadingRequest {
  path: string;
  input: ProposalInput;
}

export type ReadingResponse = { reading: TextReading } | { readerError: ReaderErrorData } | { error: ErrorData };
type ReaderErrorData = Pick<ReaderError, 'code' | 'message'>;

async function respond({ path, input }: ReadingRequest): Promise<ReadingResponse> {
  try {
    const { db } = await openUnchangedDatabase(path);
    await using _db = db;
    return { reading: await proposeRecords(db, input) };
  } catch (error) {
    if (error instanceof ReaderError) return { readerError: { code: error.code, message: error.message } };
    return { error: toErrorData(error) };
  }
}

parentPort?.on('message', async (request: ReadingRequest) => parentPort?.postMessage(await respond(request)));
parentPort?.postMessage(readyMessage);
