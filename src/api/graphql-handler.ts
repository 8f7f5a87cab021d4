import type { Database } from '../db/database.ts';
import type { Trace } from '../schema/context.ts';
import { schema } from '../schema/index.ts';
import type { Feed } from './change-feed.ts';
import { accepted } from './content-negotiation.ts';
import { type Documents, InvalidDocument, type Operation } from './document-cache.ts';
import { asGraphqlError } from './graphql-errors.ts';
import type { Answer, Asked } from './http-types.ts';
import { type Limits, limitsOfMutation, overLimit } from './limits.ts';
import { documentOf, type Persisted } from './persisted-documents.ts';
import { assertRate, type RateLimit } from './rate-limit.ts';
import { notAStream, type Params, receive } from './request-params.ts';
import type { Place, ResponseCache } from './response-cache.ts';
import { runMutation, runQuery, runSubscription } from './run-operation.ts';
import { queried, type Results, written } from './write-response.ts';

/** What all requests share. */
interface Serving {
  readonly db: Database;
  readonly feed: Feed;
  readonly limits: Limits;
  readonly documents: Documents;
  readonly persisted: Persisted;
  readonly cache: ResponseCache | undefined;
  readonly rate: RateLimit | undefined;
  readonly pingMs: number;
  report(error: unknown, trace: Trace): void;
}

/** One request of GraphQL and its answer: kept from an earlier one, or found now. */
export async function answerGraphql(asked: Asked, trace: Trace, serving: Serving): Promise<Answer> {
  const { limits, cache, rate, documents, persisted, pingMs, report } = serving;
  const accept = accepted(asked.header('accept'));
  const leaving = accept.events ? leavingOf(asked) : undefined;
  let place: Place | undefined;
  let operation: Operation | undefined;
  let results: Results;
  try {
    if (rate) await assertRate(asked, rate);
    const received = await receive(asked, accept, limits);
    place = cache?.place(asked, accept, received);
    if (place?.found) {
      trace.cache = 'hit';
      trace.operation = place.found.operation;
      trace.dataset = place.found.dataset;
      return queried(asked, place.found);
    }
    const params = received.params();
    operation = documents.operation(documentOf(params, persisted), params.operationName, asked.method);
    trace.operation = operation.node.name?.value ?? operation.node.operation;
    if (place && operation.node.operation === 'query') trace.cache = 'miss';
    results = await run(operation, params, { asked, trace, leaving, serving });
  } catch (error) {
    results = { errors: error instanceof InvalidDocument ? error.errors : [asGraphqlError(error)] };
  }
  const query = operation?.node.operation === 'query';
  return written(results, { asked, accept, trace, leaving, query, pingMs, keep: place?.keep, report });
}

/** Ends a stream of events, with all that feeds it. */
function leavingOf(asked: Asked): AbortController {
  const leaving = new AbortController();
  asked.left.addEventListener('abort', () => leaving.abort(), { once: true });
  return leaving;
}

interface Request {
  asked: Asked;
  trace: Trace;
  leaving: AbortController | undefined;
  serving: Serving;
}

/** Measures the operation before it runs. */
async function run(
  { document, node, measure, deprecations }: Operation,
  params: Params,
  request: Request,
): Promise<Results> {
  const { asked, trace, leaving } = request;
  const { db, feed, limits } = request.serving;
  const { operationName, variables = {} } = params;
  const found = measure(variables);
  const cost = { requested: found.cost, limit: limits.cost };
  const refused = overLimit(found, node.operation === 'mutation' ? limitsOfMutation(limits) : limits);
  if (node.operation === 'subscription' && !leaving) return { errors: [notAStream()] };
  if (refused) return { errors: [refused], extensions: { cost } };
  const args = { schema, document, operationName, variableValues: variables };
  const deprecated = deprecations(variables);
  const about = { cost, ...(deprecated.length > 0 && { deprecations: deprecated }) };
  const running = { db, feed, authorization: asked.header('authorization'), trace, about, withinMs: limits.workMs };
  switch (node.operation) {
    case 'query':
      return runQuery(args, running);
    case 'mutation':
      return runMutation(args, running);
    case 'subscription':
      return runSubscription(args, running, leaving?.signal ?? asked.left);
  }
}
