import type { Database } from '../db/database.ts';
import { findToken, getTokenState } from '../db/queries/token.ts';
import type { Authentication, TokenRejection, TokenTrace } from '../schema/context.ts';

const authorizationHint = 'Send "Authorization: Bearer <token>", with a token created by "chancery token create".';
const newTokenHint = 'Create a new one with "chancery token create".';

/**
 * Authenticates a request by its `authorization` header. Never repeats the header, which may be a secret: `trace` gets
 * the prefix and the holder of a token that is on record.
 */
export async function authenticate(
  db: Database,
  header: string | undefined,
  now: Date = new Date(),
  trace: TokenTrace = {},
): Promise<Authentication> {
  const deny = (rejection: TokenRejection, denialReason: string): Authentication => {
    trace.tokenRejection = rejection;
    return { denialReason };
  };
  if (header === undefined) return deny('MISSING', `The request has no authorization header. ${authorizationHint}`);
  const text = /^bearer +(\S+)$/i.exec(header)?.[1];
  if (text === undefined)
    return deny('MALFORMED', `The authorization header is not a bearer token. ${authorizationHint}`);
  // Within a snapshot, another one might wait for its end.
  const token = await findToken(db.autocommitReader(), text);
  if (!token)
    return deny('UNKNOWN', 'The token is unknown. Send the complete token, as printed by "chancery token create".');
  const { id, prefix, holder, role, expiresAt, revokedAt } = token;
  trace.token = prefix;
  trace.holder = holder;
  switch (getTokenState(token, now)) {
    case 'REVOKED':
      return deny('REVOKED', `The token ${prefix} was revoked on ${revokedAt?.slice(0, 10)}. ${newTokenHint}`);
    case 'EXPIRED':
      return deny('EXPIRED', `The token ${prefix} expired on ${expiresAt.slice(0, 10)}. ${newTokenHint}`);
    case 'ACTIVE':
      return { editor: { tokenId: id, holder, role }, expiresAt };
  }
}
