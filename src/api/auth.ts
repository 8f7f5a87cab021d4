import type { Database } from '../db/database.ts';
import { findToken, getTokenState } from '../db/queries/token.ts';
import type { Editor } from '../editing/edit-types.ts';

/** The editor who sent a request, or the reason why the request may not write. */
export type Authentication = { editor: Editor } | { denialReason: string };

const authorizationHint = 'Send "Authorization: Bearer <token>", with a token made by "chancery token create".';
const newTokenHint = '"chancery token create" makes a new one.';

/**
 * Authenticates the bearer token of the `authorization` header. Never echoes the header or writes
 * to the database.
 */
export async function authenticate(
  db: Database,
  header: string | undefined,
  now: Date = new Date(),
): Promise<Authentication> {
  if (header === undefined) return { denialReason: `The request has no authorization header. ${authorizationHint}` };
  const text = /^bearer +(\S+)$/i.exec(header)?.[1];
  if (text === undefined)
    return { denialReason: `The authorization header holds no bearer token. ${authorizationHint}` };
  const token = await db.read((reader) => findToken(reader, text));
  if (!token)
    return {
      denialReason: `The token is unknown here, or forged. It must be whole, as "chancery token create" printed it.`,
    };
  const { id, prefix, holder, role, expiresAt, revokedAt } = token;
  switch (getTokenState(token, now)) {
    case 'REVOKED':
      return { denialReason: `The token ${prefix} was revoked on ${revokedAt?.slice(0, 10)}. ${newTokenHint}` };
    case 'EXPIRED':
      return { denialReason: `The token ${prefix} expired on ${expiresAt.slice(0, 10)}. ${newTokenHint}` };
    case 'ACTIVE':
      return { editor: { tokenId: id, holder, role } };
  }
}
