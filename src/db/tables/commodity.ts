import { type AnySQLiteColumn, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { commodity } from '../../model/nouns/commodity.ts';
import { idColumn } from '../columns.ts';
import { nounColumns, nounConstraints } from './noun-columns.ts';

export const commodities = sqliteTable(
  'commodities',
  {
    id: idColumn(),
    key: text('key').notNull(),
    ...nounColumns(commodity, { parent: (): AnySQLiteColumn => commodities.id }),
    folded: text('folded').notNull(),
  },
  (t) => [
    uniqueIndex('commodities_key').on(t.key),
    uniqueIndex('commodities_code').on(t.code, t.scheme),
    index('commodities_folded').on(t.folded),
    ...nounConstraints('commodities', commodity, t),
  ],
);
