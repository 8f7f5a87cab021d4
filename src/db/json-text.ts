/** JSON, as UTF-8 if a reader thread has encoded it. */
export type JsonText = string | Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encodeJsonText = (json: string): Uint8Array<ArrayBuffer> => encoder.encode(json);

export const parseJsonText = (json: JsonText): unknown =>
  JSON.parse(typeof json === 'string' ? json : decoder.decode(json));

/** Concatenates pieces of JSON as UTF-8. */
export function joinJsonText(pieces: readonly JsonText[]): Buffer<ArrayBuffer> {
  // Encoding one long string is faster than encoding its pieces.
  if (pieces.every((piece) => typeof piece === 'string')) return Buffer.from(pieces.join(''));
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
