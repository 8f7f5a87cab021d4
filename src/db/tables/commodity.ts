import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { idColumn } from '../columns.ts';

export const commodities = sqliteTable(
  'commodities',
  {
    id: idColumn(),
    key: text('key').notNull(),
    scheme: text('scheme').notNull(),
    code: text('code'),
    name: text('name').notNull(),
    folded: text('folded').notNull(),
    parentId: integer('parent_id').references((): AnySQLiteColumn => commodities.id),
  },
  (t) => [
    uniqueIndex('commodities_key').on(t.key),
    uniqueIndex('commodities_code').on(t.code, t.scheme),
    index('commodities_folded').on(t.folded),
    index('commodities_parent').on(t.parentId),
  ],
);
