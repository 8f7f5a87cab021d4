import type { StreamType } from './content-negotiation.ts';

/** How the results of an operation are written to a stream. */
export interface StreamProtocol {
  /** The media type, without a character set. */
  readonly contentType: string;
  /** Sent at once: clients wait for the headers, which are sent with the first bytes. */
  readonly start: Uint8Array;
  /** Keeps an idle connection open. */
  readonly keepAlive: Uint8Array;
  /** Ends a stream whose operation is complete. */
  readonly complete: Uint8Array;
  /** Ends a stream whose operation would continue, so that the client connects again. */
  readonly interrupted: Uint8Array;
  encodeResult(json: string, eventId: string | undefined): Uint8Array;
}

const encoder = new TextEncoder();
const encode = (text: string): Uint8Array => encoder.encode(text);

/**
 * Server-sent events by the graphql-sse protocol, with one connection per operation. A stream without `complete` has
 * been interrupted.
 */
const serverSentEvents: StreamProtocol = {
  contentType: 'text/event-stream',
  start: encode(':\n\n'),
  keepAlive: encode(':\n\n'),
  complete: encode('event: complete\ndata:\n\n'),
  interrupted: encode(''),
  encodeResult: (json, eventId) =>
    encode(`${eventId === undefined ? '' : `id: ${eventId}\n`}event: next\ndata: ${json}\n\n`),
};

const boundary = '\r\n--graphql';
const encodePart = (json: string): Uint8Array =>
  // Apollo Client decodes each chunk separately, which would break a character whose bytes are in two of them.
  encode(`\r\ncontent-type: application/json\r\n\r\n${escapeNonAscii(json)}${boundary}`);

const escapeNonAscii = (json: string): string =>
  json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const interruptedError = {
  message: 'The server is stopping. Subscribe again, after the last change that you have received.',
  extensions: { code: 'UNAVAILABLE' },
};

/** Apollo's multipart protocol for subscriptions. A part is complete when the boundary after it has been received. */
const multipart: StreamProtocol = {
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"',
  start: encode(boundary),
  keepAlive: encodePart('{}'),
  complete: encode('--\r\n'),
  interrupted: Buffer.concat([
    encodePart(JSON.stringify({ payload: null, errors: [interruptedError] })),
    encode('--\r\n'),
  ]),
  encodeResult: (json) => encodePart(`{"payload":${json}}`),
};

export const streamProtocols: Readonly<Record<StreamType, StreamProtocol>> = {
  'text/event-stream': serverSentEvents,
  'multipart/mixed': multipart,
};
