import type { Database, Reader } from '../../db/database.ts';
import { readSequence } from '../../db/queries/change.ts';
import type { ReaderThreads } from '../../db/reader-threads.ts';
import { tooLargeResponseError } from '../../db/result-size.ts';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { createChunkWriter } from '../../store/export/chunk-writer.ts';
import { writeExport } from '../../store/export/export-format.ts';
import { type ExportFormatName, exportFormats } from '../../store/export/format-names.ts';
import type { Write } from '../../store/export/table.ts';
import { authenticate } from '../auth.ts';
import { BufferedResponse } from '../buffered-response.ts';
import { compress, encodeEtag, selectEncoding } from '../content-encoding.ts';
import { chargeWork, type RateLimiter } from '../enforce-rate-limit.ts';
import { badRequest } from '../graphql-errors.ts';
import { matchesEtag } from '../http-headers.ts';
import type { Limits } from '../limits.ts';
import { ListReader } from '../list-reader.ts';
import { measureEventLoop, type RequestState } from '../server-context.ts';
import { createExportContents, type ExportProgress } from './export-contents.ts';
import {
  createBodyEtag,
  createExportHeaders,
  createPermalink,
  createStreamEtag,
  type DatasetState,
} from './export-headers.ts';
import { openSnapshot } from './open-snapshot.ts';
import { type ExportRequest, parseExportRequest } from './parse-request.ts';
import { streamParts } from './stream-parts.ts';
import { WriterTimer } from './writer-cpu-timer.ts';

export interface ExportOptions {
  db: Database;
  threads: ReaderThreads | undefined;
  limits: Limits;
  /** The address of this server, for permalinks in data packages. */
  origin: string;
  rateLimiter: RateLimiter | undefined;
}

/** How long a client may read nothing of a stream. */
const streamIdleMs = 30_000;

interface Exporter {
  /** Writes the export, and closes its snapshot in any case. */
  run(write: Write): Promise<ExportProgress>;
  close(): Promise<void>;
  state: DatasetState;
}

/** Handles a request for an export: from memory up to the limits of clients without a token, as a stream with a token. */
export async function handleExportRequest(request: RequestState, options: ExportOptions): Promise<Response> {
  const { method } = request.request;
  if (method !== 'GET' && method !== 'HEAD')
    throw badRequest(`Method ${method} is not allowed. Use GET or HEAD.`, 405, { allow: 'GET, HEAD' });
  const exported = parseExportRequest(request.request.target, options.limits);
  const hasToken = await authenticateReader(request, options.db);
  const { exportRows } = options.limits;
  if (!hasToken && exported.first !== undefined && exported.first > exportRows)
    throw badInput(
      `first must be at most ${exportRows} without a token (got ${exported.first}). Follow the links to the next rows, or send a token.`,
      'first',
    );
  const exporter = await openExporter(request, exported, options, hasToken);
  return hasToken
    ? streamExport(request, exported, exporter, options.limits)
    : bufferExport(request, exported, exporter, options.limits);
}

/** Whether the request has a valid token. Throws UNAUTHENTICATED for an invalid one. */
async function authenticateReader({ request, trace }: RequestState, db: Database): Promise<boolean> {
  const authorization = request.header('authorization');
  if (authorization === undefined) return false;
  const authentication = await authenticate(db, authorization, undefined, trace);
  if ('denialReason' in authentication) throw new ChanceryError('UNAUTHENTICATED', authentication.denialReason);
  return true;
}

/** Returns a function that throws if the client has disconnected, or the export has used up its time. */
function createTimeCheck({ request, client }: RequestState, limits: Limits, hasToken: boolean): () => void {
  const endsAt = performance.now() + limits.exportTimeMs;
  const maxDatabaseMs = hasToken ? Infinity : limits.exportDatabaseMs;
  return () => {
    request.signal.throwIfAborted();
    if (performance.now() >= endsAt || client.databaseMs >= maxDatabaseMs)
      throw new ChanceryError(
        'TIMEOUT',
        'The export exceeds its time limit. Use a narrower filter, or export it in parts with first and after.',
      );
  };
}

async function openExporter(
  request: RequestState,
  exported: ExportRequest,
  { db, threads, limits, origin, rateLimiter }: ExportOptions,
  hasToken: boolean,
): Promise<Exporter> {
  const { client, trace } = request;
  const withinMs = limits.databaseTimeMs;
  const snapshot = await openSnapshot({ db, threads, client, withinMs });
  try {
    const { reader } = snapshot;
    trace.statements = reader.statements;
    const state = await readState(reader, db, exported);
    trace.datasetSequence = state.sequence;
    const { list, args, first } = exported;
    const timer = new WriterTimer(client);
    let writtenBytes = 0;
    const { contents, progress } = createExportContents(
      {
        list,
        args,
        maxRows: first ?? (hasToken ? Infinity : limits.exportRows),
        // A page is written completely, so that the rows of half a response and another page are within the limit.
        maxBytes: hasToken ? Infinity : limits.responseBytes / 2,
      },
      {
        reader,
        lists: new ListReader(reader, db, withinMs),
        assertWithinTime: createTimeCheck(request, limits, hasToken),
        timer,
        readWrittenBytes: isCompressed(exported.format) ? undefined : () => writtenBytes,
        info: {
          version: `${state.epoch}:${state.sequence}`,
          permalink: new URL(createPermalink(exported, state), origin).href,
        },
      },
    );
    return {
      state,
      close: snapshot.close,
      async run(write) {
        try {
          await writeExport(exported.format, contents, async (part) => {
            writtenBytes += Buffer.byteLength(part);
            timer.stop();
            await write(part);
            timer.start();
          });
          return progress;
        } finally {
          timer.stop();
          await snapshot.close();
          // A stream goes on after `useRateLimit` has charged the request.
          if (rateLimiter && request.charged) chargeWork(request, rateLimiter);
        }
      },
    };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}

/** Returns the state of the dataset. Throws if the request is for another one: lists are stored in their current state only. */
async function readState(reader: Reader, { epoch }: Database, requested: ExportRequest): Promise<DatasetState> {
  const sequence = await readSequence(reader);
  if (requested.sequence === undefined) return { epoch, sequence };
  if (requested.epoch !== epoch)
    throw new ChanceryError(
      'EPOCH_CHANGED',
      `epoch: ${JSON.stringify(requested.epoch)} is not the epoch of this dataset, which is ${JSON.stringify(epoch)}: it is of another database, or the database was restored from a backup. Export the current state without epoch and sequence.`,
      'epoch',
    );
  if (requested.sequence > sequence)
    throw badInput(
      `sequence: ${requested.sequence} is in the future: the last change has the sequence number ${sequence}.`,
      'sequence',
    );
  if (requested.sequence < sequence)
    throw new ChanceryError(
      'CONFLICT',
      `sequence: the dataset has changed since ${requested.sequence}, and is at ${sequence} now. Export the current state without epoch and sequence; \`changes(afterSequence: ${requested.sequence})\` lists what has changed.`,
      'sequence',
    );
  return { epoch, sequence };
}

const isCompressed = (format: ExportFormatName): boolean => /parquet|zip/.test(exportFormats[format].mediaType);

/** Collects the whole export first, so that its headers state whether it is complete. */
async function bufferExport(
  { request, client, acceptedEncodings }: RequestState,
  exported: ExportRequest,
  exporter: Exporter,
  { responseBytes }: Limits,
): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const { write, flush } = createChunkWriter(async (chunk) => {
    request.signal.throwIfAborted();
    size += chunk.length;
    if (size > responseBytes) throw tooLargeResponseError(responseBytes);
    chunks.push(chunk);
  });
  const progress = await exporter.run(write);
  await flush();
  const plainBody = Buffer.concat(chunks);
  const encoding = isCompressed(exported.format) ? undefined : selectEncoding(acceptedEncodings, plainBody);
  const etag = encodeEtag(
    measureEventLoop(client, () => createBodyEtag(plainBody)),
    encoding,
  );
  const headers = createExportHeaders(request, exported, exporter.state, etag, progress);
  if (matchesEtag(request.header('if-none-match'), etag)) return new BufferedResponse(304, headers);
  if (encoding) headers['content-encoding'] = encoding;
  const body = encoding ? await compress(plainBody, encoding, 'RESPONSE') : plainBody;
  if (request.method === 'HEAD')
    return new BufferedResponse(200, { ...headers, 'content-length': String(body.length) });
  return new BufferedResponse(200, headers, body);
}

async function streamExport(
  { request }: RequestState,
  exported: ExportRequest,
  exporter: Exporter,
  { exportTimeMs }: Limits,
): Promise<Response> {
  const etag = createStreamEtag(exported, exporter.state, new Date());
  const headers = createExportHeaders(request, exported, exporter.state, `W/${etag}`);
  if (request.method === 'HEAD' || matchesEtag(request.header('if-none-match'), etag)) {
    await exporter.close();
    return new BufferedResponse(request.method === 'HEAD' ? 200 : 304, headers);
  }
  const body = await streamParts(async (write) => void (await exporter.run(write)), {
    idleMs: streamIdleMs,
    totalMs: exportTimeMs,
  });
  // The Response of @whatwg-node/fetch would read ahead.
  return new globalThis.Response(body, { headers });
}
