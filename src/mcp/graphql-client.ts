import { z } from 'zod';
import { readLimitedText } from './limited-text.ts';
import { type ErrorDetail, ToolError, toolError } from './tool-error.ts';

/** Sends a request to the API: to the handler in this process, or over HTTP. */
export type SendRequest = (request: Request) => Promise<Response>;

export interface GraphqlParams {
  query: string;
  variables?: Readonly<Record<string, unknown>> | undefined;
  operationName?: string | undefined;
}

/** The body of a response. */
export interface GraphqlResult {
  data?: Readonly<Record<string, unknown>> | null | undefined;
  errors?: readonly Readonly<Record<string, unknown>>[] | undefined;
  extensions?: unknown;
}

export interface GraphqlClient {
  /** Runs one of the tools' documents and returns its data. Throws a ToolError if there are errors. */
  read<T>(query: string, variables: GraphqlParams['variables']): Promise<T>;
  /** Runs any document and returns its result, with errors if other fields have data. Throws a ToolError if none has. */
  run(params: GraphqlParams): Promise<GraphqlResult>;
}

interface ClientOptions {
  url: string;
  send: SendRequest;
  authorization: string | undefined;
  /** Aborted when the client has cancelled the call. */
  signal: AbortSignal;
}

const resultSchema = z.looseObject({
  data: z.looseObject({}).nullish(),
  errors: z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({}).optional() })).optional(),
});

/** Larger responses are never passed on, so they need not be read. */
const maxResponseBytes = 16 * 1024 * 1024;

export function createGraphqlClient({ url, send, authorization, signal }: ClientOptions): GraphqlClient {
  async function run(params: GraphqlParams): Promise<GraphqlResult> {
    const request = new Request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(authorization !== undefined && { authorization }),
      },
      body: serializeParams(params),
      signal,
    });
    const { status, text } = await receive(request);
    const result = parseResult(text);
    if (!result)
      throw toolError(
        codeByStatus[status] ?? 'UNAVAILABLE',
        `${url} responded with status ${status}, and not with a GraphQL result.`,
      );
    if (result.errors && Object.values(result.data ?? {}).every((value) => value === null))
      throw new ToolError(result.errors.map(toDetail));
    return result;
  }

  async function receive(request: Request): Promise<{ status: number; text: string | undefined }> {
    try {
      const response = await send(request);
      return { status: response.status, text: await readLimitedText(response.body, maxResponseBytes) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ToolError) throw error;
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      throw isTimeout
        ? toolError('TIMEOUT', `${url} did not respond in time. Narrow the request, or try again later.`)
        : toolError('UNAVAILABLE', `There is no response from ${url}: ${describeCause(error)}.`);
    }
  }

  return {
    run,
    async read<T>(query: string, variables: GraphqlParams['variables']) {
      const { data, errors } = await run({ query, variables });
      if (errors) throw new ToolError(errors.map(toDetail));
      // The document declares the type, and the schema of the server guarantees it.
      return data as T;
    },
  };
}

function serializeParams(params: GraphqlParams): string {
  try {
    return JSON.stringify(params);
  } catch {
    throw toolError(
      'BAD_INPUT',
      'The variables cannot be written as JSON. Use fewer levels of lists and objects.',
      'variables',
    );
  }
}

function parseResult(text: string | undefined): GraphqlResult | undefined {
  if (text === undefined)
    throw toolError('COST_LIMIT', `The response exceeds ${maxResponseBytes} bytes. Request fewer records or fields.`);
  try {
    const parsed = resultSchema.safeParse(JSON.parse(text));
    return parsed.success && (parsed.data.data !== undefined || parsed.data.errors) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function toDetail({ message, extensions }: Readonly<Record<string, unknown>>): ErrorDetail {
  const { code, field } = (extensions ?? {}) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : 'INTERNAL',
    message: String(message),
    ...(typeof field === 'string' && { field }),
  };
}

const codeByStatus: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
};

/** The cause of a failed fetch, such as "connect ECONNREFUSED 127.0.0.1:1". */
function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
