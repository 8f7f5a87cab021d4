import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { tokenRoles } from '../../model/vocabulary.ts';
import { checkEnum, idColumn, referenceColumn } from '../columns.ts';

/** Write tokens. Only the hash of a token is stored. */
export const tokens = sqliteTable(
  'tokens',
  {
    id: idColumn(),
    /** The public part of the token, which identifies it. */
    prefix: text('prefix').notNull(),
    /** The author recorded in revisions. */
    holder: text('holder').notNull(),
    role: text('role', { enum: tokenRoles }).notNull(),
    /** The SHA-256 of the complete token, in hexadecimal. */
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

/** Requests with an idempotency key, and their outcomes. */
export const requests = sqliteTable(
  'requests',
  {
    tokenId: referenceColumn('token_id').references(() => tokens.id),
    key: text('key').notNull(),
    /** The digest of the request: the same key with a different request is rejected. */
    digest: text('digest').notNull(),
    outcome: text('outcome').notNull(),
    /** The sequence number of the dataset after the write. */
    sequence: integer('sequence').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.key] })],
);
