import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import type { Scope } from '../sql-builder.ts';
import { commodities } from '../tables/index.ts';
import {
  type Candidates,
  type Condition,
  idsOf,
  type KeyFilter,
  keyed,
  matches,
  namedBy,
  only,
  type TextFilter,
} from './filter.ts';
import { type Lookup, lookup } from './key-lookup.ts';

export interface CommodityFilter {
  code?: KeyFilter | null;
  within?: string | null;
  name?: TextFilter | null;
}

/** By its code (2709) or its key (HS-2709, rare-metals). */
const knownCommodity = (scope: Scope): Lookup => {
  const { row, from } = scope.table(commodities);
  return lookup(scope, 'commodity', {
    id: (code) =>
      sql`(SELECT ${row.id} FROM ${from} WHERE ${row.code} = replace(${code}, '.', '') OR ${row.key} = ${code} LIMIT 1)`,
    refusal: (code, id) =>
      id === null
        ? badInput(
            `No commodity has the code "${code}". Give an HS code (2709) or a key (rare-metals); \`commodities\` lists them.`,
          )
        : undefined,
  });
};

/** Which commodities such a filter can mean. */
export function commodityCandidates(scope: Scope, filter: CommodityFilter): Candidates {
  const { code, within, name } = filter;
  if (code) return namedBy(code, knownCommodity(scope));
  if (within != null)
    return { values: belowThese(scope, sql`SELECT ${knownCommodity(scope)(within, filter, 'within')}`) };
  return name ? { values: called(scope, name) } : undefined;
}

function called(scope: Scope, name: TextFilter): SQL {
  const { row, from } = scope.table(commodities);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${matches(row.folded, name)}`;
}

export function commodityConditions(scope: Scope, id: SQL, filter: CommodityFilter): Condition[] {
  return [
    ...(filter.code ? [only(keyed(id, filter.code, knownCommodity(scope)))] : []),
    ...(filter.within != null
      ? [
          only(
            sql`${id} IN (${belowThese(scope, sql`SELECT ${knownCommodity(scope)(filter.within, filter, 'within')}`)})`,
          ),
        ]
      : []),
    ...(filter.name ? [only(sql`${id} IN (${called(scope, filter.name)})`)] : []),
  ];
}

/** The commodities that such a filter names, and all below them; undefined where it names none in particular. */
export function commoditiesWithin(scope: Scope, filter: CommodityFilter): SQL | undefined {
  const { code, within, name } = filter;
  const known = knownCommodity(scope);
  const roots = [
    ...(code?.eq != null ? [sql`SELECT ${known(code.eq, code, 'eq')}`] : []),
    ...(code?.in ? [code.in.length > 0 ? idsOf(code, code.in, known) : sql`SELECT NULL WHERE 0`] : []),
    ...(within != null ? [sql`SELECT ${known(within, filter, 'within')}`] : []),
    ...(name ? [called(scope, name)] : []),
  ];
  if (roots.length === 0) return undefined;
  return sql.join(
    roots.map((root) => sql`SELECT * FROM (${belowThese(scope, root)})`),
    sql` INTERSECT `,
  );
}

/** Commodities and all below them. UNION, not UNION ALL: a row that is its own parent ends the walk. */
export function belowThese(scope: Scope, roots: SQL): SQL {
  const tree = sql.raw(scope.alias());
  const { row, from } = scope.table(commodities);
  return sql`WITH RECURSIVE ${tree}(id) AS (${roots} UNION SELECT ${row.id} FROM ${tree} JOIN ${from} ON ${row.parentId} = ${tree}.id) SELECT id FROM ${tree}`;
}
