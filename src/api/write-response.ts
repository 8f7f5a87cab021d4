import type { ExecutionResult } from 'graphql';
import type { Trace } from '../schema/context.ts';
import type { Accepted } from './content-negotiation.ts';
import { eventStream } from './event-stream.ts';
import { jsonOf } from './execute-direct.ts';
import { coded, isOfHttp, statusOf, withoutStatus, withStatus } from './graphql-errors.ts';
import { isHad, keepable, tagOf, unkept } from './http-headers.ts';
import type { Answer, Asked } from './http-types.ts';
import type { Kept } from './response-cache.ts';

export type Results = ExecutionResult | AsyncIterable<ExecutionResult>;

interface Writing {
  readonly asked: Asked;
  readonly accept: Accepted;
  readonly trace: Trace;
  /** There is one where a stream of events is accepted. */
  readonly leaving: AbortController | undefined;
  /** Whether it is a query's: no other answer may be kept by anybody. */
  readonly query: boolean;
  /** How often an idle stream says that it is alive. */
  readonly pingMs: number;
  keep?: ((answer: Kept) => void) | undefined;
  report(error: unknown, trace: Trace): void;
}

/** What came out of a request, as it is sent: JSON with its status, or a stream of events where one is asked for. */
export function written(results: Results, writing: Writing): Answer {
  const { asked, accept, trace } = writing;
  const tell = (one: ExecutionResult): ExecutionResult => told(one, writing);
  const asEvents = (sent: Results, begin?: number): Answer =>
    eventStream(sent, tell, writing.leaving ?? new AbortController(), writing.pingMs, begin);
  if (Symbol.asyncIterator in results) return asEvents(results, trace.dataset);
  const result = tell(results);
  if (accept.type === 'text/event-stream' && !result.errors?.some(isOfHttp)) return asEvents(result);
  const type = accept.type === 'application/graphql-response+json' ? accept.type : 'application/json';
  if (result.errors || !writing.query || trace.personal) return once(result, type);

  const body = Buffer.from(jsonOf(result));
  const etag = tagOf(type, body);
  writing.keep?.({ type, body, etag, operation: trace.operation ?? 'query', dataset: trace.dataset });
  return queried(asked, { type, body, etag });
}

/** A query's answer, or that the client has it already. */
export function queried(asked: Asked, { type, body, etag }: Pick<Kept, 'type' | 'body' | 'etag'>): Answer {
  const headers = keepable(asked, type, etag);
  return isHad(asked, etag) ? { status: 304, headers } : { status: 200, headers, body };
}

/** An answer for now only. */
function once(result: ExecutionResult, type: 'application/json' | 'application/graphql-response+json'): Answer {
  const errors = 'data' in result ? result.errors : result.errors?.map(withStatus);
  const { status, headers } = statusOf(errors ?? [], type === 'application/json');
  const body = jsonOf({ ...result, ...(errors && { errors: errors.map(withoutStatus) }) });
  return { status, headers: { ...unkept(type), ...headers }, body: Buffer.from(body) };
}

/** The result with coded errors; each cause of one that is masked is reported once. */
function told(result: ExecutionResult, { trace, report }: Writing): ExecutionResult {
  if (!result.errors) return result;
  const causes = new Map<string, unknown>();
  const errors = result.errors.map((error) => coded(error, trace.id, (cause) => causes.set(String(cause), cause)));
  for (const cause of causes.values()) report(cause, trace);
  trace.code = String(errors[0]?.extensions.code);
  return { ...result, errors };
}
