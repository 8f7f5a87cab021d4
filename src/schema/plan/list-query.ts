import { type SQL, sql } from 'drizzle-orm';
import {
  type Condition,
  chooseQuery,
  type DrivingList,
  intersectSortDateRanges,
  type MultiValueAccess,
  type SearchHits,
} from '../../db/queries/filter.ts';
import { allOf, anyOf, limitExpression, type StatementContext, withinDeadline } from '../../db/sql-builder.ts';
import { type Entity, type OpenedRow, openRow } from './entity-tables.ts';

/** What a list is made of, as far as finding its rows goes. */
export interface ListQuerySpec {
  conditions: Condition[];
  /** It ends with a column that no two rows share, and none of its columns is null. All go the same way. */
  order: SQL[];
  isDescending: boolean;
  /** True where the order is that of `at` and `key`, which list tables repeat. */
  isOrderedByDay?: boolean;
  /** Where the order is that of a year and the row's id, and the indexes of the conditions go on with them: between which years. */
  yearRange?: ValueRange;
  /** The columns of the order are numbers. */
  isNumericOrder?: boolean;
  /** The rows that match may stand anywhere in the order, few or many: where they are few, they are found first and then sorted. */
  hasScatteredMatches?: boolean;
  /** Where the order is that of one whole number: the list holds what is above this one. */
  minExclusive?: number;
  /** A subquery before the list's own table, ending in CROSS JOIN; of a page, it need find no more than that. */
  leadingJoin?: (part?: RowSlice) => SQL;
  /** How many rows there are, where that need not be counted from all of them. */
  count?: SQL;
  /** What that subquery adds to the row, and the order's values as the row then has them. */
  leadingColumns?: { columns: SQL; order: SQL[] };
}

/** So many rows after a position. */
export interface RowSlice {
  position: readonly unknown[] | undefined;
  limit: number | SQL;
}

interface ValueRange {
  first?: string | number | null | undefined;
  last?: string | number | null | undefined;
}

/** Where a page begins, and which way it goes on; without a position, at the list's end on that side. */
interface PageStart {
  position: readonly unknown[] | undefined;
  isDescending: boolean;
}

/** One way through rows in their order: from which tables, under which tests. */
interface AccessPath {
  from: SQL;
  tests: SQL[];
  order: SQL[];
}

type SearchCondition = Condition & { searchHits: SearchHits };
const isSearchCondition = (condition: Condition): condition is SearchCondition => condition.searchHits !== undefined;

// Later and earlier than any text: a first page is then the same statement as the pages after it.
const afterAllText = Buffer.alloc(0);
const beforeAllText = '';

/** So many rows are sorted within a few milliseconds; where more match, some of them soon come along in any order. */
const sortThreshold = 20_000;
/** The same of what a search finds and has to look up; and so many are read no slower than any list is. */
const [fewHits, manyHits] = [5_000, 100_000];

/**
 * How a list's rows are found without reading what was not asked for: along a list table that holds just those rows,
 * along an index of the list's own table, or, where a condition allows several values, along one such path for each.
 */
export class ListQuery {
  readonly #scope: StatementContext;
  readonly #entity: Entity;
  readonly #opened: OpenedRow;
  readonly #spec: ListQuerySpec;
  readonly #orderRange: ValueRange;
  /** The condition along which rows are found; none: along the order itself. */
  readonly #drivingCondition: Condition | undefined;
  /** The condition by which rows are found where they are few. */
  readonly #searchCondition: SearchCondition | undefined;

  /** `narrowed`: the list stands below a value, so an equality with an index is among its conditions. */
  constructor(scope: StatementContext, entity: Entity, opened: OpenedRow, list: ListQuerySpec, narrowed: boolean) {
    const { conditions, isOrderedByDay: byDay = false, yearRange: byYear } = list;
    this.#scope = scope;
    this.#entity = entity;
    this.#opened = opened;
    this.#spec = list;
    this.#orderRange = byYear ?? (byDay ? intersectSortDateRanges(conditions) : {});
    this.#drivingCondition = byDay || byYear ? (narrowed ? conditions[0] : pickMostSelective(conditions)) : undefined;
    this.#searchCondition = narrowed ? undefined : conditions.find(isSearchCondition);
  }

  /** The first `limit` rows from `start` on, with what the list adds to them. */
  selectRows(start: PageStart, limit: number): SQL {
    const { leadingColumns: added } = this.#spec;
    const columns = sql`${this.#ownColumn('*')}${added ? sql`, ${added.columns}` : sql``}`;
    const searched = this.#searchCondition;
    if (!searched) return this.#selectInOrder(start, columns, limit);
    const few = (rows: SQL): SQL => this.#selectFrom(start, this.#searchPath(searched), columns, rows);
    return chooseQuery(searched.searchHits.isFewerThan(fewHits), limit, few, (rows) =>
      this.#selectInOrder(start, columns, rows),
    );
  }

  #selectInOrder(start: PageStart, columns: SQL, limit: number | SQL): SQL {
    const spread = this.#spread;
    if (!spread && this.#spec.hasScatteredMatches && this.#spec.conditions.length > 0)
      return this.#selectSortedOrInOrder(start, columns, limit);
    if (!spread)
      return this.#selectFrom(
        start,
        this.#accessPath(undefined, { page: { position: start.position, limit } }),
        columns,
        limit,
      );
    // As many of each value as the page could need, which are then sorted together.
    const value = this.#nextAlias();
    const each = openRow(this.#scope, this.#entity, this.#scope.nextAlias());
    const id = spread.hasDuplicates ? sql`DISTINCT ${this.#ownColumn('id')}` : this.#ownColumn('id');
    const arms = pathsForValue(spread, sql`${value}.value`).map((way) => {
      const ids = this.#selectFrom(start, this.#accessPath(way), id, limit);
      return sql`SELECT ${each.row.id as SQL} FROM ${value} CROSS JOIN ${each.fromClause} ON ${each.row.id as SQL} IN (${ids})`;
    });
    const found = sql`WITH ${value}(value) AS (${spread.values}) ${sql.join(arms, sql` UNION ALL `)}`;
    // The plus keeps SQLite from walking everything in order to look for them.
    const order = this.#spec.order.map((column) => sql`+${column}`);
    return sql`SELECT ${columns} FROM ${this.#opened.fromClause} WHERE ${this.#ownColumn('id')} IN (${found}) ${orderByClause(order, start.isDescending)} LIMIT ${limitExpression(limit)}`;
  }

  /** 1 where the list has rows on the other side of `start`, its own place included. */
  selectHasRowsBefore(start: PageStart): SQL {
    const searched = this.#searchCondition;
    if (!searched) return this.#selectHasRowsBeforeInOrder(start);
    const few = this.#selectFrom(start, this.#searchPath(searched), sql`1`, 1, !start.isDescending);
    return sql`CASE WHEN ${searched.searchHits.isFewerThan(fewHits)} THEN (${few}) ELSE ${this.#selectHasRowsBeforeInOrder(start)} END`;
  }

  #selectHasRowsBeforeInOrder(start: PageStart): SQL {
    const back = { ...start, downward: !start.isDescending };
    const spread = this.#spread;
    const one = (path: AccessPath): SQL => sql`(${this.#selectFrom(start, path, sql`1`, 1, back.downward)})`;
    if (!spread && this.#spec.hasScatteredMatches && this.#spec.conditions.length > 0)
      return sql`(SELECT 1 FROM (${this.#selectSortedOrInOrder(start, sql`1`, 1, back.downward)}))`;
    if (!spread) return one(this.#accessPath());
    const value = this.#nextAlias();
    const ways = pathsForValue(spread, sql`${value}.value`).map((way) => one(this.#accessPath(way)));
    return sql`(WITH ${value}(value) AS (${spread.values}) SELECT 1 FROM ${value} WHERE ${anyOf(ways)} LIMIT 1)`;
  }

  #selectSortedOrInOrder(start: PageStart, columns: SQL, limit: number | SQL, downward = start.isDescending): SQL {
    const { conditions, order } = this.#spec;
    const from = this.#opened.fromClause;
    const tests = conditions.map(({ test }) => test);
    const few = sql`(SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${allOf([...tests, withinDeadline(this.#ownColumn('rowid'))])} LIMIT ${limitExpression(sortThreshold)})) < ${sortThreshold}`;
    const sort = { from, tests, order: order.map((column) => sql`+${column}`) };
    const walk = { from, tests: tests.map((test) => sql`+(${test})`), order };
    const along = (path: AccessPath) => (rows: SQL) => this.#selectFrom(start, path, columns, rows, downward);
    return chooseQuery(few, limit, along(sort), along(walk));
  }

  /** The rows that a search finds, to be sorted. */
  #searchPath(searched: SearchCondition): AccessPath {
    const { conditions, order } = this.#spec;
    // The plus leaves all of it to the ids.
    const rest = conditions.filter((condition) => condition !== searched).map(({ test }) => sql`+(${test})`);
    const tests = [sql`${this.#ownColumn('id')} IN (${searched.searchHits.selectIds})`, ...rest];
    return { from: this.#opened.fromClause, tests, order: order.map((column) => sql`+${column}`) };
  }

  selectCount(): SQL {
    const searched = this.#searchCondition;
    if (!searched) return this.#countInOrder();
    if (this.#spec.conditions.length === 1) return searched.searchHits.selectCount;
    const { from, tests } = this.#searchPath(searched);
    const found = sql`(SELECT count(*) FROM ${from} WHERE ${allOf([...tests, withinDeadline(this.#ownColumn('rowid'))])})`;
    // All else would have to be read without anything to go along.
    if (!this.#drivingCondition) return found;
    return sql`CASE WHEN ${searched.searchHits.isFewerThan(manyHits)} THEN ${found} ELSE ${this.#countInOrder()} END`;
  }

  #countInOrder(): SQL {
    if (this.#spec.count) return this.#spec.count;
    const path = this.#accessPath(undefined, { free: true });
    const [at] = path.order;
    const { first: from, last: until } = this.#orderRange;
    const { minExclusive: above } = this.#spec;
    const tests = [
      ...path.tests,
      ...(above === undefined ? [] : [sql`${at} > ${above}`]),
      ...(from != null ? [sql`${at} >= ${from}`] : []),
      ...(until != null ? [sql`${at} <= ${until}`] : []),
    ];
    const listed = this.#spreadMembership();
    // Rows that stand in a list under one of several values are counted from that list.
    const rest = listed ? [listed, ...tests.filter((test) => test !== this.#drivingCondition?.test)] : tests;
    const timed = rest.length > 0 ? [...rest, withinDeadline(this.#ownColumn('rowid'))] : [];
    return sql`(SELECT count(*) FROM ${path.from} WHERE ${allOf(timed)})`;
  }

  #spreadMembership(): SQL | undefined {
    const spread = this.#spread;
    if (!spread) return undefined;
    const value = this.#nextAlias();
    const [drive] = pathsForValue(spread, sql`${value}.value`);
    return drive && isDrive(drive)
      ? sql`${this.#ownColumn('id')} IN (WITH ${value}(value) AS (${spread.values}) SELECT ${drive.entryId} FROM ${value} CROSS JOIN ${drive.from} WHERE ${drive.where})`
      : undefined;
  }

  get #spread(): MultiValueAccess | undefined {
    return this.#drivingCondition?.drivingList || this.#drivingCondition?.isIndexed
      ? undefined
      : this.#drivingCondition?.multiValue;
  }

  /** `given`: one of the ways of a spread. `free`: for a count, in whatever order is quickest. */
  #accessPath(given?: DrivingList | SQL, { free = false, page }: { free?: boolean; page?: RowSlice } = {}): AccessPath {
    const { conditions, order, leadingJoin: from } = this.#spec;
    const along = this.#drivingCondition;
    const way = given ?? along?.drivingList;
    const settled = given ? this.#spread?.isExact : along?.drivingList;
    // The plus keeps SQLite from an index that would leave all that match to be sorted; one of an equality has the order too.
    const tests = conditions.flatMap((condition) => {
      if (condition === along) return settled ? [] : [given ? sql`+(${condition.test})` : condition.test];
      return [along && !free && !condition.isIndexed ? sql`+(${condition.test})` : condition.test];
    });
    if (!way || !isDrive(way))
      return {
        from: sql`${from?.(page) ?? sql``}${this.#opened.fromClause}`,
        tests: way ? [way, ...tests] : tests,
        order,
      };
    return {
      from: sql`${way.from} CROSS JOIN ${this.#opened.fromClause} ON ${this.#ownColumn('id')} = ${way.entryId}`,
      tests: [way.where, ...tests],
      order: [way.at, way.key],
    };
  }

  /** The rows of a path on one side of `start`: beyond it if they go its way, from it on if they go back. */
  #selectFrom(
    start: PageStart,
    { from, tests, order }: AccessPath,
    columns: SQL,
    limit: number | SQL,
    downward = start.isDescending,
  ): SQL {
    const { minExclusive: above } = this.#spec;
    const bounds: SQL[] = [];
    const position = start.position ?? this.#outermostPosition(start.isDescending, order.length);
    if (position) {
      const operator = sql.raw(`${downward ? '<' : '>'}${downward === start.isDescending ? '' : '='}`);
      bounds.push(sql`${tuple(order)} ${operator} ${tuple(position.map((value) => sql`${value}`))}`);
      // SQLite does not enter an index on an expression with a row value.
      if (this.#spec.hasScatteredMatches)
        bounds.push(sql`${order[0]} ${sql.raw(downward ? '<=' : '>=')} ${position[0]}`);
    }
    const far = (downward ? this.#orderRange.first : this.#orderRange.last) ?? undefined;
    // Upwards every position is above it, and SQLite might walk from the lower of two bounds.
    if (downward && above !== undefined) bounds.push(sql`${order[0]} > ${above}`);
    if (far !== undefined) bounds.push(sql`${order[0]} ${sql.raw(downward ? '>=' : '<=')} ${far}`);
    if (tests.length > 0) bounds.push(withinDeadline(this.#ownColumn('rowid')));
    return sql`SELECT ${columns} FROM ${from} WHERE ${allOf([...tests, ...bounds])} ${orderByClause(order, downward)} LIMIT ${limitExpression(limit)}`;
  }

  /** The values before which, or after which, the list's first row stands; none where they are neither all text nor all numbers. */
  #outermostPosition(downward: boolean, length: number): unknown[] | undefined {
    if (this.#spec.leadingColumns) return undefined;
    const { minExclusive: above } = this.#spec;
    if (above !== undefined) return [downward ? Number.MAX_SAFE_INTEGER : above];
    const outermost = this.#spec.isNumericOrder
      ? downward
        ? Infinity
        : -Infinity
      : downward
        ? afterAllText
        : beforeAllText;
    const day = downward ? this.#orderRange.last : this.#orderRange.first;
    return Array.from({ length }, (_, index) => (index === 0 && day != null ? day : outermost));
  }

  #ownColumn(column: string): SQL {
    return sql.raw(`"${this.#opened.alias}".${column}`);
  }

  #nextAlias(): SQL {
    return sql.raw(this.#scope.nextAlias());
  }
}

/** One value before several, and what few rows have before what many have. */
function pickMostSelective(conditions: readonly Condition[]): Condition | undefined {
  for (const common of [false, true])
    for (const way of ['drivingList', 'isIndexed', 'multiValue'] as const) {
      const found = conditions.find((condition) => condition[way] && (condition.isUnselective ?? false) === common);
      if (found) return found;
    }
  return undefined;
}

/** The ways to the rows of one value. */
function pathsForValue(spread: MultiValueAccess, value: SQL): readonly (DrivingList | SQL)[] {
  const ways = spread.accessFor(value);
  return Array.isArray(ways) ? (ways as readonly SQL[]) : [ways as DrivingList | SQL];
}

const isDrive = (way: DrivingList | SQL): way is DrivingList => 'entryId' in way;
const tuple = (values: readonly SQL[]): SQL => sql`(${sql.join([...values], sql`, `)})`;
const orderByClause = (order: readonly SQL[], downward: boolean): SQL =>
  sql`ORDER BY ${sql.join(
    order.map((column) => sql`${column} ${sql.raw(downward ? 'DESC' : 'ASC')}`),
    sql`, `,
  )}`;
