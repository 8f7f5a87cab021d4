import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { tokens } from '../../db/tables/index.ts';
import { generateToken, isTokenPrefix } from '../../db/token-secret.ts';
import { badInput } from '../../model/errors.ts';
import type { TokenRole } from '../../model/vocabulary.ts';

interface NewToken {
  holder: string;
  role: TokenRole;
  /** The lifetime in days. */
  days: number;
}

/** Creates a token. Its text is only returned; the database stores its hash. */
export function createToken(tx: Transaction, { holder, role, days }: NewToken, now: Date) {
  const { token, prefix, hash } = generateToken();
  const row = {
    prefix,
    holder,
    role,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + days * 86_400_000).toISOString(),
  };
  tx.insert(tokens)
    .values({ ...row, hash })
    .run();
  return { token, ...row };
}

/** Revokes a token permanently. Its row remains, because revisions refer to it. */
export function revokeToken(tx: Transaction, prefix: string, now: Date) {
  // Invalid input may be a complete token, so the message does not repeat it.
  if (!isTokenPrefix(prefix))
    throw badInput(
      'The prefix must be the 12 characters between the underscores of a token, as shown by "chancery token list".',
    );
  const found = tx
    .select({ holder: tokens.holder, revokedAt: tokens.revokedAt })
    .from(tokens)
    .where(eq(tokens.prefix, prefix))
    .get();
  if (!found) throw badInput(`No token has the prefix "${prefix}". "chancery token list" shows all tokens.`);
  if (found.revokedAt !== null)
    throw badInput(`The token "${prefix}" was already revoked on ${found.revokedAt.slice(0, 10)}.`);
  const revokedAt = now.toISOString();
  tx.update(tokens).set({ revokedAt }).where(eq(tokens.prefix, prefix)).run();
  return { prefix, holder: found.holder, revokedAt };
}
