import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import type { StatementContext } from '../sql-builder.ts';
import { commodities } from '../tables/index.ts';
import {
  type Candidates,
  type Condition,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  selectKeyIds,
  type TextFilter,
  textMatches,
} from './filter.ts';
import { compileFilters, type FilterValues, testFilter } from './filter-specs.ts';
import { createKeyLookup, type KeyLookup } from './key-lookup.ts';

export const commodityFilters = {
  code: testFilter('KeyFilter', 'The HS code (2709) or key (rare-metals).', (id: SQL, code: KeyFilter, scope) =>
    keyMatches(id, code, commodityLookup(scope)),
  ),
  within: testFilter(
    'String',
    'A code or key. Matches that commodity and all commodities below it.',
    (id: SQL, root: string, scope, filter: object) =>
      sql`${id} IN (${selectWithDescendants(scope, selectRoot(scope, root, filter))})`,
  ),
  name: testFilter(
    'TextFilter',
    'The name.',
    (id: SQL, name: TextFilter, scope) => sql`${id} IN (${selectCommoditiesByName(scope, name)})`,
  ),
};
export interface CommodityFilter extends FilterValues<typeof commodityFilters> {}

/** Finds a commodity by its code (2709) or its key (HS-2709, rare-metals). */
const commodityLookup = (scope: StatementContext): KeyLookup => {
  const { row, from } = scope.aliasTable(commodities);
  return createKeyLookup(scope, 'commodity', {
    selectId: (code) =>
      sql`(SELECT ${row.id} FROM ${from} WHERE ${row.code} = replace(${code}, '.', '') OR ${row.key} = ${code} LIMIT 1)`,
    checkValue: (code, id) =>
      id === null
        ? badInput(
            `No commodity has the code "${code}". Give an HS code (2709) or a key (rare-metals); \`commodities\` lists them.`,
          )
        : undefined,
  });
};

/** The commodities that the filter can match. */
export function commodityCandidates(scope: StatementContext, filter: CommodityFilter): Candidates {
  const { code, within, name } = filter;
  if (code) return keyCandidates(code, commodityLookup(scope));
  if (within != null) return { values: selectWithDescendants(scope, selectRoot(scope, within, filter)) };
  return name ? { values: selectCommoditiesByName(scope, name) } : undefined;
}

function selectCommoditiesByName(scope: StatementContext, name: TextFilter): SQL {
  const { row, from } = scope.aliasTable(commodities);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${textMatches(row.folded, name)}`;
}

export const commodityConditions = (scope: StatementContext, id: SQL, filter: CommodityFilter): Condition[] =>
  compileFilters(scope, commodityFilters, id, filter);

const selectRoot = (scope: StatementContext, root: string, filter: object): SQL =>
  sql`SELECT ${commodityLookup(scope)(root, filter, 'within')}`;

/** SELECT of the commodities that the filter matches and all below them; undefined if the filter is empty. */
export function selectCommoditiesWithin(scope: StatementContext, filter: CommodityFilter): SQL | undefined {
  const { code, within, name } = filter;
  const lookup = commodityLookup(scope);
  const roots = [
    ...(code?.eq != null ? [sql`SELECT ${lookup(code.eq, code, 'eq')}`] : []),
    ...(code?.in ? [code.in.length > 0 ? selectKeyIds(code, code.in, lookup) : sql`SELECT NULL WHERE 0`] : []),
    ...(within != null ? [sql`SELECT ${lookup(within, filter, 'within')}`] : []),
    ...(name ? [selectCommoditiesByName(scope, name)] : []),
  ];
  if (roots.length === 0) return undefined;
  return sql.join(
    roots.map((root) => sql`SELECT * FROM (${selectWithDescendants(scope, root)})`),
    sql` INTERSECT `,
  );
}

/** SELECT of commodities and all below them. UNION instead of UNION ALL ends the recursion if a row is its own ancestor. */
export function selectWithDescendants(scope: StatementContext, roots: SQL): SQL {
  const tree = sql.raw(scope.nextAlias());
  const { row, from } = scope.aliasTable(commodities);
  return sql`WITH RECURSIVE ${tree}(id) AS (${roots} UNION SELECT ${row.id} FROM ${tree} JOIN ${from} ON ${row.parentId} = ${tree}.id) SELECT id FROM ${tree}`;
}
