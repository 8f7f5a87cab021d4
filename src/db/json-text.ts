/** JSON, as UTF-8 if a reader thread has encoded it. */
export type JsonText = string | Uint8Array;

const decoder = new TextDecoder();

/** Free space before and after encoded JSON, for the pieces around it. */
const marginBytes = 512;
/** Buffers whose margins are in use. */
const filledBuffers = new WeakSet<ArrayBufferLike>();

export function encodeJsonText(json: string): Uint8Array<ArrayBuffer> {
  const length = Buffer.byteLength(json);
  const bytes = Buffer.from(new ArrayBuffer(length + 2 * marginBytes), marginBytes, length);
  bytes.write(json);
  return bytes;
}

export const parseJsonText = (json: JsonText): unknown =>
  JSON.parse(typeof json === 'string' ? json : decoder.decode(json));

/** Concatenates pieces of JSON as UTF-8. */
export function joinJsonText(pieces: readonly JsonText[]): Buffer<ArrayBuffer> {
  const encodedAt = pieces.findIndex((piece) => typeof piece !== 'string');
  // Encoding one long string is faster than encoding its pieces.
  if (encodedAt < 0) return Buffer.from(pieces.join(''));
  return (
    fillMargins(pieces, encodedAt) ??
    Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
  );
}

/**
 * Writes the pieces around a single encoded one into its margins. A copy of a long answer would bring the next collection
 * of the whole heap nearer. Returns undefined if there is no space.
 */
function fillMargins(pieces: readonly JsonText[], encodedAt: number): Buffer<ArrayBuffer> | undefined {
  const { buffer, byteOffset, byteLength } = pieces[encodedAt] as Uint8Array<ArrayBuffer>;
  const after = pieces.slice(encodedAt + 1);
  if (filledBuffers.has(buffer) || after.some((piece) => typeof piece !== 'string')) return undefined;
  const [head, tail] = [Buffer.from(pieces.slice(0, encodedAt).join('')), Buffer.from(after.join(''))];
  const [start, end] = [byteOffset - head.length, byteOffset + byteLength + tail.length];
  if (start < 0 || end > buffer.byteLength) return undefined;
  filledBuffers.add(buffer);
  const whole = Buffer.from(buffer, start, end - start);
  whole.set(head);
  whole.set(tail, whole.length - tail.length);
  return whole;
}
