/** A request, as a transport tells it. */
export interface HttpRequest {
  readonly method: string;
  /** Path and search. */
  readonly target: string;
  /** Where it comes from, if the transport knows. */
  readonly clientAddress?: string | undefined;
  /** Aborted when the client has left. */
  readonly signal: AbortSignal;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  /** The whole body; undefined where it has more than `most` bytes: the rest was read and dropped, or the client would not see the answer. */
  body(most: number): Promise<Buffer | undefined>;
}

/** What a transport sends back. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Buffer | ReadableStream<Uint8Array> | undefined;
}

export const jsonResponse = (value: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** The standard's request as one to be answered. */
export const fromFetchRequest = (request: Request): HttpRequest => ({
  method: request.method,
  target: request.url.slice(request.url.indexOf('/', request.url.indexOf('//') + 2)),
  signal: request.signal,
  header: (name) => request.headers.get(name) ?? undefined,
  async body(most) {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of request.body ?? []) {
      size += part.byteLength;
      if (size <= most) parts.push(part);
    }
    return size > most ? undefined : Buffer.concat(parts);
  },
});

/** An answer as the standard's response. */
export const toFetchResponse = ({ status, headers, body }: HttpResponse): Response =>
  new Response(body instanceof ReadableStream ? body : ((body && new Uint8Array(body)) ?? null), { status, headers });
