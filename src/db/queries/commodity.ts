import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import type { Scope } from '../row.ts';
import { commodities } from '../tables/index.ts';
import { type Condition, type KeyFilter, keyed, matches, only, type TextFilter } from './filter.ts';

export interface CommodityFilter {
  code?: KeyFilter | null;
  within?: string | null;
  name?: TextFilter | null;
}

/** By its code (2709) or its key (HS-2709, rare-metals). */
export function knownCommodity(scope: Scope): (code: string) => SQL {
  return (code) => {
    const { row, from } = scope.table(commodities);
    const id = sql`(SELECT ${row.id} FROM ${from} WHERE ${row.code} = ${code.replaceAll('.', '')} OR ${row.key} = ${code} LIMIT 1)`;
    scope.require(id, (value) =>
      value === null
        ? badInput(`No commodity has the code "${code}". Give an HS code (2709) or a key (rare-metals); \`commodities\` lists them.`)
        : undefined,
    );
    return id;
  };
}

export function commodityConditions(scope: Scope, id: SQL, filter: CommodityFilter): Condition[] {
  const name = () => {
    const { row, from } = scope.table(commodities);
    return sql`${id} IN (SELECT ${row.id} FROM ${from} WHERE ${matches(row.folded, filter.name ?? {})})`;
  };
  return [
    ...(filter.code ? [only(keyed(id, filter.code, knownCommodity(scope)))] : []),
    ...(filter.within != null ? [only(sql`${id} IN ${below(scope, filter.within)}`)] : []),
    ...(filter.name ? [only(name())] : []),
  ];
}

/** A commodity and all below it. UNION, not UNION ALL: a row that is its own parent ends the walk. */
function below(scope: Scope, code: string): SQL {
  const tree = sql.raw(scope.alias());
  const { row, from } = scope.table(commodities);
  return sql`(WITH RECURSIVE ${tree}(id) AS (SELECT ${knownCommodity(scope)(code)} UNION SELECT ${row.id} FROM ${tree} JOIN ${from} ON ${row.parentId} = ${tree}.id) SELECT id FROM ${tree})`;
}
