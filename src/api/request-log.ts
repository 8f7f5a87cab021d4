import { BufferedResponse } from './buffered-response.ts';
import { getPathname } from './http-request.ts';
import type { RequestState } from './server-context.ts';

/** The part of a logger that the API uses. */
export interface RequestLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Texts from clients are cut off here. */
const maxTextLength = 200;

const warningCodes = new Set(['TIMEOUT', 'OVERLOADED', 'RATE_LIMITED', 'UNAVAILABLE']);

/** Writes the line of a request: a warning if a limit or the database has stopped it, or if its token was rejected. */
export function logRequest(log: RequestLog, state: RequestState, response: Response, ms: number): void {
  const { trace } = state;
  const isWarning =
    warningCodes.has(trace.code ?? '') || (trace.tokenRejection !== undefined && trace.tokenRejection !== 'MISSING');
  const fields = {
    ...identifyClient(state),
    method: truncate(state.request.method),
    path: truncate(getPathname(`http://-${state.request.target}`)),
    operation: trace.operation && truncate(trace.operation),
    document: state.operation?.document.hash ?? state.cacheSlot?.cached?.documentHash,
    ms,
    statements: trace.statements.length,
    cost: state.extensions.cost?.requested ?? state.cacheSlot?.cached?.cost,
    cache: trace.cache,
    status: response.status,
    code: trace.code,
    bytes: response instanceof BufferedResponse ? (response.bodyBytes?.length ?? 0) : undefined,
    sequence: trace.datasetSequence,
    tokenRejection: trace.tokenRejection,
  };
  if (isWarning) log.warn(fields, 'request');
  else log.info(fields, 'request');
}

/** The fields of a line that name the request and its sender. A token is named by its public prefix and its holder. */
export const identifyClient = ({ request, trace }: RequestState): object => ({
  id: trace.id,
  client: request.clientAddress && truncate(request.clientAddress),
  token: trace.token,
  holder: trace.holder,
});

const truncate = (text: string): string => (text.length <= maxTextLength ? text : `${text.slice(0, maxTextLength)}…`);
