import { type AnySQLiteColumn, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { commodity } from '../../model/nouns/commodity.ts';
import { keyColumns } from '../columns.ts';
import { fieldColumns, keyedConstraints } from './noun-columns.ts';

export const commodities = sqliteTable(
  'commodities',
  {
    ...keyColumns(),
    ...fieldColumns(commodity.fields, { parent: (): AnySQLiteColumn => commodities.id }),
    folded: text('folded').notNull(),
  },
  (t) => [
    ...keyedConstraints('commodities', commodity.fields, t),
    uniqueIndex('commodities_code').on(t.code, t.scheme),
    index('commodities_folded').on(t.folded),
  ],
);
