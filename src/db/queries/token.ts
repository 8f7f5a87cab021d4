import { sql } from 'drizzle-orm';
import type { TokenRole } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { tokens } from '../tables/index.ts';
import { parseTokenPrefix, verifyTokenHash } from '../token-secret.ts';

/** What may be shown of a token. Instants are in UTC. */
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

/** Every token ever made, the oldest first. */
export const listTokens = (reader: Reader): Promise<Token[]> =>
  reader.all<Token>(sql`SELECT ${publicColumns} FROM ${tokens} ORDER BY ${tokens.id}`);

/** The token whose text this is, whether or not it still holds; undefined where it is unknown or forged. */
export async function findToken(reader: Reader, text: string): Promise<(Token & { id: number }) | undefined> {
  const prefix = parseTokenPrefix(text);
  if (prefix === undefined) return undefined;
  const row = await reader.get<Token & { id: number; hash: string }>(
    sql`SELECT ${tokens.id}, ${publicColumns}, ${tokens.hash} FROM ${tokens} WHERE ${tokens.prefix} = ${prefix}`,
  );
  // Compared even where there is no row, so that the time taken does not tell which prefixes there are.
  const genuine = verifyTokenHash(text, row?.hash);
  if (!row || !genuine) return undefined;
  const { hash: _, ...token } = row;
  return token;
}

/** Whether a token holds at an instant; one that was revoked stays so when it would have expired. */
export function getTokenState({ revokedAt, expiresAt }: Token, now: Date): 'ACTIVE' | 'EXPIRED' | 'REVOKED' {
  if (revokedAt !== null) return 'REVOKED';
  return now.toISOString() < expiresAt ? 'ACTIVE' : 'EXPIRED';
}
