import { createHash } from 'node:crypto';
import { badInput } from '../../model/errors.ts';

/** Returns the signature of a list, a hash of its field, order and filter in eight characters. */
export const computeListSignature = (list: unknown): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);

/** Decodes the sort values in a cursor. Throws if the cursor belongs to another list. */
export function decodeCursor(cursor: string, signature: string, argument: string, length: number): unknown[] {
  const values = parseCursor(cursor);
  const ofCursors =
    Array.isArray(values) && values.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!ofCursors)
    throw badInput(
      `${argument}: "${truncate(cursor)}" is not a cursor. Give a \`cursor\`, \`startCursor\` or \`endCursor\` that this list answered.`,
      argument,
    );
  const [list, ...rest] = values as unknown[];
  if (list !== signature || rest.length !== length)
    throw badInput(
      `${argument}: the cursor "${truncate(cursor)}" is from another list: its field, filter or order differs. Begin again without a cursor.`,
      argument,
    );
  return rest;
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const truncate = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
