/** A request, as a transport tells it. */
export interface Asked {
  readonly method: string;
  /** Path and search. */
  readonly target: string;
  /** Where it comes from, if the transport knows. */
  readonly address?: string | undefined;
  /** Aborted when the client has left. */
  readonly left: AbortSignal;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  /** The whole body; undefined where it has more than `most` bytes: the rest was read and dropped, or the client would not see the answer. */
  body(most: number): Promise<Buffer | undefined>;
}

/** What a transport sends back. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Buffer | ReadableStream<Uint8Array> | undefined;
}

export const jsonAnswer = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** The standard's request as one to be answered. */
export const askedBy = (request: Request): Asked => ({
  method: request.method,
  target: request.url.slice(request.url.indexOf('/', request.url.indexOf('//') + 2)),
  left: request.signal,
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
export const responseOf = ({ status, headers, body }: Answer): Response =>
  new Response(body instanceof ReadableStream ? body : ((body && new Uint8Array(body)) ?? null), { status, headers });
