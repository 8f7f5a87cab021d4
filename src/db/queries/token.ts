import { sql } from 'drizzle-orm';
import type { TokenRole } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { tokens } from '../tables/index.ts';
import { parseTokenPrefix, verifyTokenHash } from '../token-secret.ts';

/** The public data of a token. Instants are in UTC. */
export interface Token {
  prefix: string;
  holder: string;
  role: TokenRole;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

const publicColumns = sql`${tokens.prefix}, ${tokens.holder}, ${tokens.role}, ${tokens.createdAt} AS "createdAt",
  ${tokens.expiresAt} AS "expiresAt", ${tokens.revokedAt} AS "revokedAt"`;

/** Returns all tokens, including expired and revoked ones, oldest first. */
export const listTokens = (reader: Reader): Promise<Token[]> =>
  reader.all<Token>(sql`SELECT ${publicColumns} FROM ${tokens} ORDER BY ${tokens.id}`);

/** Finds a token by its text, even if it has expired or was revoked; undefined if it is unknown or forged. */
export async function findToken(reader: Reader, text: string): Promise<(Token & { id: number }) | undefined> {
  const prefix = parseTokenPrefix(text);
  if (prefix === undefined) return undefined;
  const row = await reader.get<Token & { id: number; hash: string }>(
    sql`SELECT ${tokens.id}, ${publicColumns}, ${tokens.hash} FROM ${tokens} WHERE ${tokens.prefix} = ${prefix}`,
  );
  // Compared even if there is no row, so that the response time does not reveal which prefixes exist.
  const genuine = verifyTokenHash(text, row?.hash);
  if (!row || !genuine) return undefined;
  const { hash: _, ...token } = row;
  return token;
}

/** The state of a token at an instant. A revoked token stays REVOKED after its expiry. */
export function getTokenState(
  { revokedAt, expiresAt }: Pick<Token, 'revokedAt' | 'expiresAt'>,
  now: Date,
): 'ACTIVE' | 'EXPIRED' | 'REVOKED' {
  if (revokedAt !== null) return 'REVOKED';
  return now.toISOString() < expiresAt ? 'ACTIVE' : 'EXPIRED';
}
