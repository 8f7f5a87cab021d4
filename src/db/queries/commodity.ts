import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { allOf, type StatementContext, valueList } from '../sql-builder.ts';
import { commodities } from '../tables/index.ts';
import {
  type Candidates,
  type Condition,
  conditionsToSql,
  hasLogic,
  isLongList,
  type KeyFilter,
  keyMatches,
  type LogicalFilter,
  type TextFilter,
  textMatches,
} from './filter.ts';
import { compileLogicalFilters, type FilterValues, testFilter } from './filter-specs.ts';
import { createKeyLookup, type KeyLookup, nounKeyLookup } from './key-lookup.ts';

export const commodityFilters = {
  key: testFilter('KeyFilter', 'The key.', (id: SQL, keys: KeyFilter, scope) =>
    keyMatches(id, keys, nounKeyLookup(scope, 'commodity')),
  ),
  code: testFilter(
    'KeyFilter',
    'The HS code (2709), which matches in every edition, or the key (HS2012-2709 for one edition, HS-2709 for 2022, rare-metals).',
    (id: SQL, code: KeyFilter, scope) =>
      allOf(selectByCode(scope, code).map((commoditiesOfCode) => sql`${id} IN (${commoditiesOfCode})`)),
  ),
  within: testFilter(
    'String',
    'A code or key. Matches that commodity and all commodities below it; a code matches in every edition.',
    (id: SQL, root: string, scope, filter: object) =>
      sql`${id} IN (${selectWithDescendants(scope, selectRoots(scope, root, filter, 'within'))})`,
  ),
  name: testFilter(
    'TextFilter',
    'The name.',
    (id: SQL, name: TextFilter, scope) => sql`${id} IN (${selectCommoditiesByName(scope, name)})`,
  ),
};
export interface CommodityFilter extends FilterValues<typeof commodityFilters>, LogicalFilter<CommodityFilter> {}

/** Checks that there is a commodity with a code (2709) or key (HS-2709, rare-metals). */
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

/** SELECT of the commodities with a code, one for each edition that has it, or of the one with a key. */
function selectRoots(scope: StatementContext, codeOrKey: string, filter: object, argument: string): SQL {
  commodityLookup(scope)(codeOrKey, filter, argument);
  const { row, from } = scope.aliasTable(commodities);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${row.code} = replace(${codeOrKey}, '.', '') OR ${row.key} = ${codeOrKey}`;
}

/** The same for each condition of a filter. */
function selectByCode(scope: StatementContext, filter: KeyFilter): SQL[] {
  const selections: SQL[] = [];
  if (filter.eq != null) selections.push(selectRoots(scope, filter.eq, filter, 'eq'));
  if (filter.in) {
    const lookup = commodityLookup(scope);
    if (isLongList(filter.in)) lookup.selectIds(filter.in, filter, 'in');
    else for (const [index, code] of filter.in.entries()) lookup(code, filter, `in.${index}`);
    const { row, from } = scope.aliasTable(commodities);
    const codes = listValues(filter.in.map((code) => code.replaceAll('.', '')));
    const keys = listValues(filter.in);
    selections.push(
      filter.in.length > 0
        ? sql`SELECT ${row.id} FROM ${from} WHERE ${row.code} IN ${codes} OR ${row.key} IN ${keys}`
        : sql`SELECT NULL WHERE 0`,
    );
  }
  return selections;
}

/** A list of values, whose SQL has a constant length if there are many. */
const listValues = (values: readonly string[]): SQL =>
  isLongList(values) ? sql`(SELECT value FROM json_each(${JSON.stringify(values)}))` : valueList(values);

/** The commodities that the filter can match. */
export function commodityCandidates(scope: StatementContext, filter: CommodityFilter): Candidates {
  const { key, code, within, name } = filter;
  if (key) return { values: selectByKey(scope, key) };
  const [values] = code ? selectByCode(scope, code) : [];
  if (values) return { values, exact: within == null && !name && !hasLogic(filter) };
  if (within != null) return { values: selectWithDescendants(scope, selectRoots(scope, within, filter, 'within')) };
  return name ? { values: selectCommoditiesByName(scope, name) } : undefined;
}

function selectByKey(scope: StatementContext, keys: KeyFilter): SQL {
  const { row, from } = scope.aliasTable(commodities);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${keyMatches(row.id, keys, nounKeyLookup(scope, 'commodity'))}`;
}

function selectCommoditiesByName(scope: StatementContext, name: TextFilter): SQL {
  const { row, from } = scope.aliasTable(commodities);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${textMatches(row.folded, name)}`;
}

export const commodityConditions = (scope: StatementContext, id: SQL, filter: CommodityFilter): Condition[] =>
  compileLogicalFilters(scope, commodityFilters, id, filter);

/** SELECT of the commodities that the filter matches and all below them; undefined if the filter is empty. */
export function selectCommoditiesWithin(scope: StatementContext, filter: CommodityFilter): SQL | undefined {
  const { key, code, within, name } = filter;
  const roots = [
    ...(key ? [selectByKey(scope, key)] : []),
    ...(code ? selectByCode(scope, code) : []),
    ...(within != null ? [selectRoots(scope, within, filter, 'within')] : []),
    ...(name ? [selectCommoditiesByName(scope, name)] : []),
    ...(hasLogic(filter) ? [selectByLogic(scope, filter)] : []),
  ];
  if (roots.length === 0) return undefined;
  return sql.join(
    roots.map((root) => sql`SELECT * FROM (${selectWithDescendants(scope, root)})`),
    sql` INTERSECT `,
  );
}

function selectByLogic(scope: StatementContext, { and, or, not }: CommodityFilter): SQL {
  const { row, from } = scope.aliasTable(commodities);
  const logic = { and: and ?? null, or: or ?? null, not: not ?? null };
  return sql`SELECT ${row.id} FROM ${from} WHERE ${conditionsToSql(commodityConditions(scope, row.id, logic))}`;
}

/** SELECT of commodities and all below them. UNION instead of UNION ALL ends the recursion if a row is its own ancestor. */
export function selectWithDescendants(scope: StatementContext, roots: SQL): SQL {
  const tree = sql.raw(scope.nextAlias());
  const { row, from } = scope.aliasTable(commodities);
  return sql`WITH RECURSIVE ${tree}(id) AS (${roots} UNION SELECT ${row.id} FROM ${tree} JOIN ${from} ON ${row.parentId} = ${tree}.id) SELECT id FROM ${tree}`;
}
