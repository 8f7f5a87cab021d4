import { sql } from 'drizzle-orm';
import { getTokenState, type Token } from '../db/queries/token.ts';
import { tokens } from '../db/tables/index.ts';
import type { Writer } from '../store/writer.ts';
import { EditError } from './edit-error.ts';

/** Throws if a token was revoked or has expired since the request was authenticated. */
export function assertTokenActive(writer: Writer, tokenId: number | undefined): void {
  if (tokenId === undefined) return;
  const token = writer.get<Pick<Token, 'prefix' | 'expiresAt' | 'revokedAt'>>(
    sql`SELECT prefix, expires_at AS "expiresAt", revoked_at AS "revokedAt" FROM ${tokens} WHERE id = ${tokenId}`,
  );
  const state = token ? getTokenState(token, new Date()) : 'REVOKED';
  if (state === 'ACTIVE') return;
  const what = state === 'REVOKED' ? 'was revoked' : 'has expired';
  throw new EditError({
    result: 'unauthenticated',
    message: `The token ${token?.prefix ?? ''} ${what} while the request was running, and nothing was written. Create a new one with "chancery token create".`,
  });
}
