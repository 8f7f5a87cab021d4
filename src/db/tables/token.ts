import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { tokenRoles } from '../../model/vocabulary.ts';
import { checkEnum, idColumn, referenceColumn } from '../columns.ts';

/** Who may write. Of the token itself only its hash is kept. */
export const tokens = sqliteTable(
  'tokens',
  {
    id: idColumn(),
    /** The part of the token that may be shown: it says which one it is. */
    prefix: text('prefix').notNull(),
    /** Whom revisions name as their author. */
    holder: text('holder').notNull(),
    role: text('role', { enum: tokenRoles }).notNull(),
    /** SHA-256 of the whole token, in hexadecimal. */
    hash: text('hash').notNull(),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    revokedAt: text('revoked_at'),
  },
  (t) => [
    uniqueIndex('tokens_prefix').on(t.prefix),
    index('tokens_holder').on(t.holder),
    checkEnum('tokens_role', t.role, tokenRoles),
  ],
);

/** Writes that were sent with an idempotency key, and what came of them. */
export const requests = sqliteTable(
  'requests',
  {
    tokenId: referenceColumn('token_id').references(() => tokens.id),
    key: text('key').notNull(),
    /** Of the request: the same key with another one is refused. */
    digest: text('digest').notNull(),
    outcome: text('outcome').notNull(),
    /** The data set's sequence number once it was written. */
    sequence: integer('sequence').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.key] })],
);
