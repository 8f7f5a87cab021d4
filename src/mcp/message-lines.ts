import { Transform } from 'node:stream';
import { isObject } from '../model/is-object.ts';
import { isNestedDeeperThan } from '../model/nesting.ts';

/** A message as large as the largest request of the API, with room for its envelope. */
export const maxMessageBytes = 2 * 1024 * 1024;
const maxMessageDepth = 1_000;

export const jsonRpcCodes = { parseError: -32700, invalidRequest: -32600 } as const;

export interface JsonRpcError {
  jsonrpc: '2.0';
  error: { code: number; message: string };
  id: string | number | null;
}

const createError = (code: number, message: string, id: JsonRpcError['id'] = null): JsonRpcError => ({
  jsonrpc: '2.0',
  error: { code, message },
  id,
});

/** Returns the error of a text that is no JSON-RPC message; undefined if it is one. */
export function findMessageError(text: string): JsonRpcError | undefined {
  const { parseError, invalidRequest } = jsonRpcCodes;
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return createError(parseError, `The message is not valid JSON: ${JSON.stringify(text.slice(0, 60))}.`);
  }
  if (Array.isArray(message))
    return createError(invalidRequest, 'Batches are not supported. Send each message separately.');
  if (!isObject(message)) return createError(invalidRequest, 'A message must be a JSON object.');
  const id = typeof message.id === 'string' || typeof message.id === 'number' ? message.id : null;
  if (isNestedDeeperThan(maxMessageDepth, message))
    return createError(invalidRequest, `The message has more than ${maxMessageDepth} levels of lists and objects.`, id);
  const isMessage = typeof message.method === 'string' || 'result' in message || 'error' in message;
  if (message.jsonrpc !== '2.0' || !isMessage)
    return createError(invalidRequest, 'A message must have "jsonrpc": "2.0" and a "method".', id);
  return undefined;
}

const newline = 0x0a;

/**
 * Passes on the lines of stdin that are JSON-RPC messages, and reports the others: a line that is too long is skipped without being held in memory.
 */
export function createMessageFilter(
  onInvalid: (error: JsonRpcError) => void,
  onMessage: (line: string) => void,
): Transform {
  let parts: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer): void => {
    size += part.length;
    if (size <= maxMessageBytes) parts.push(part);
    else parts = [];
  };
  function takeLine(): string | undefined {
    const [line, lineSize] = [Buffer.concat(parts).toString('utf8').trim(), size];
    parts = [];
    size = 0;
    if (lineSize > maxMessageBytes) {
      onInvalid(createError(jsonRpcCodes.invalidRequest, `A message exceeds ${maxMessageBytes} bytes. Send less.`));
      return undefined;
    }
    if (line === '') return undefined;
    const error = findMessageError(line);
    if (!error) return line;
    onInvalid(error);
    return undefined;
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        add(chunk.subarray(start, end));
        const line = takeLine();
        if (line !== undefined) {
          onMessage(line);
          this.push(`${line}\n`);
        }
        start = end + 1;
      }
      add(chunk.subarray(start));
      done();
    },
  });
}
