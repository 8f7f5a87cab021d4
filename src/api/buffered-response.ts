import { Response } from '@whatwg-node/fetch';

/** A response whose body is in memory, so that a server can write it with a single call. */
export class BufferedResponse extends Response {
  readonly bodyBytes: Buffer | undefined;

  /** Yoga may change `headers` afterwards, so each response needs its own object. */
  constructor(status: number, headers: Record<string, string>, bodyBytes?: Buffer<ArrayBuffer>) {
    super(bodyBytes ?? null, { status, headers });
    this.bodyBytes = bodyBytes;
  }
}

export const jsonResponse = (value: unknown, status = 200, headers: Record<string, string> = {}): BufferedResponse =>
  new BufferedResponse(status, { 'content-type': 'application/json', ...headers }, Buffer.from(JSON.stringify(value)));
