import { type SQL, sql } from 'drizzle-orm';
import {
  type Condition,
  chooseQuery,
  type DrivingList,
  intersectSortDateRanges,
  type MultiValueAccess,
  type SearchHits,
} from '../../db/queries/filter.ts';
import { allOf, anyOf, type StatementContext, withinDeadline } from '../../db/sql-builder.ts';
import { type Entity, type OpenedRow, openRow } from './entity-tables.ts';
import type { ListQuerySpec, RowSlice, ValueRange } from './list-query-spec.ts';

/** The start and direction of a page. Without a position, it starts at the corresponding end of the list. */
interface PageStart {
  position: readonly unknown[] | undefined;
  isDescending: boolean;
}

/** One way to read rows in order: the tables to read and the conditions to test. */
interface AccessPath {
  from: SQL;
  tests: SQL[];
  order: SQL[];
}

type SearchCondition = Condition & { searchHits: SearchHits };
const isSearchCondition = (condition: Condition): condition is SearchCondition => condition.searchHits !== undefined;

// Values that sort after and before any text, so that the first page uses the same statement as all others.
const afterAllText = Buffer.alloc(0);
const beforeAllText = '';

/** Up to this many rows are sorted in a few milliseconds. If more match, reading in order soon finds some of them. */
const sortThreshold = 20_000;
/** The same limit for search hits, which must be looked up, and the number from which counting in order is faster. */
const [fewHits, manyHits] = [5_000, 100_000];

/**
 * Finds the rows of a list without reading others: by a list table that contains exactly those rows, by an index of
 * the list's table, or, for a condition with several values, by one such access path per value.
 */
export class ListQuery {
  readonly #scope: StatementContext;
  readonly #entity: Entity;
  readonly #opened: OpenedRow;
  readonly #spec: ListQuerySpec;
  readonly #orderRange: ValueRange;
  /** The condition whose index yields the rows; undefined if they are read in the order of the list. */
  readonly #drivingCondition: Condition | undefined;
  /** The search condition that finds the rows if they are few. */
  readonly #searchCondition: SearchCondition | undefined;

  /** `narrowed`: the list is below another object, so its conditions include an equality with an index. */
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

  /** Selects the first `limit` rows from `start`, with the columns that the list adds to them. */
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
    // Reads as many rows of each value as the page could need, and sorts them together.
    const value = this.#nextAlias();
    const each = openRow(this.#scope, this.#entity, this.#scope.nextAlias());
    const id = spread.hasDuplicates ? sql`DISTINCT ${this.#ownColumn('id')}` : this.#ownColumn('id');
    const arms = pathsForValue(spread, sql`${value}.value`).map((way) => {
      const ids = this.#selectFrom(start, this.#accessPath(way), id, limit);
      return sql`SELECT ${each.row.id as SQL} FROM ${value} CROSS JOIN ${each.fromClause} ON ${each.row.id as SQL} IN (${ids})`;
    });
    const found = sql`WITH ${value}(value) AS (${spread.values}) ${sql.join(arms, sql` UNION ALL `)}`;
    // The plus prevents SQLite from scanning all rows in order.
    const order = this.#spec.order.map((column) => sql`+${column}`);
    return sql`SELECT ${columns} FROM ${this.#opened.fromClause} WHERE ${this.#ownColumn('id')} IN (${found}) ${this.#orderByClause(order, start.isDescending)} LIMIT ${limit}`;
  }

  /** Selects 1 if the list has rows on the other side of `start`, including `start` itself. */
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
    const few = sql`(SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${allOf([this.#withinDeadline, ...tests])} LIMIT ${sortThreshold})) < ${sortThreshold}`;
    const sort = { from, tests, order: order.map((column) => sql`+${column}`) };
    const walk = { from, tests: tests.map((test) => sql`+(${test})`), order };
    const along = (path: AccessPath) => (rows: SQL) => this.#selectFrom(start, path, columns, rows, downward);
    return chooseQuery(few, limit, along(sort), along(walk));
  }

  /** The path to the rows that a search finds, which are sorted afterwards. */
  #searchPath(searched: SearchCondition): AccessPath {
    const { conditions, order } = this.#spec;
    // The plus makes SQLite look rows up by id.
    const rest = conditions.filter((condition) => condition !== searched).map(({ test }) => sql`+(${test})`);
    const tests = [sql`${this.#ownColumn('id')} IN (${searched.searchHits.selectIds})`, ...rest];
    return { from: this.#opened.fromClause, tests, order: order.map((column) => sql`+${column}`) };
  }

  selectCount(): SQL {
    const searched = this.#searchCondition;
    if (!searched) return this.#countInOrder();
    if (this.#spec.conditions.length === 1) return searched.searchHits.selectCount;
    const { from, tests } = this.#searchPath(searched);
    const found = sql`(SELECT count(*) FROM ${from} WHERE ${allOf([this.#withinDeadline, ...tests])})`;
    // Without a driving condition, all rows would have to be read.
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
    // Rows of a list table with one of several values are counted in that table.
    const rest = listed ? [listed, ...tests.filter((test) => test !== this.#drivingCondition?.test)] : tests;
    const timed = rest.length > 0 ? [this.#withinDeadline, ...rest] : [];
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

  /** `given`: one of several paths, one per value. `free`: in any order, for a count. */
  #accessPath(given?: DrivingList | SQL, { free = false, page }: { free?: boolean; page?: RowSlice } = {}): AccessPath {
    const { conditions, order, leadingJoin: from } = this.#spec;
    const along = this.#drivingCondition;
    const way = given ?? along?.drivingList;
    const settled = given ? this.#spread?.isExact : along?.drivingList;
    // The plus prevents SQLite from using an index that requires sorting; the index of an equality is in order.
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

  /** Selects the rows of a path on one side of `start`: after it in its direction, or backwards from it, inclusive. */
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
      bounds.push(this.#compare(order, position, downward, downward !== start.isDescending));
      // SQLite cannot search an index on an expression by a row value, or any index by alternatives.
      if (this.#spec.hasScatteredMatches || this.#spec.reversed)
        bounds.push(sql`${order[0]} ${sql.raw(downward ? '<=' : '>=')} ${position[0]}`);
    }
    const far = (downward ? this.#orderRange.first : this.#orderRange.last) ?? undefined;
    // In ascending order, every position is above the bound, and SQLite might start at the lower of two bounds.
    if (downward && above !== undefined) bounds.push(sql`${order[0]} > ${above}`);
    if (far !== undefined) bounds.push(sql`${order[0]} ${sql.raw(downward ? '>=' : '<=')} ${far}`);
    return sql`SELECT ${columns} FROM ${from} WHERE ${allOf([this.#withinDeadline, ...tests, ...bounds])} ${this.#orderByClause(order, downward)} LIMIT ${limit}`;
  }

  /** The direction of each of the sort columns when the first one is read downward or upward. */
  #directions(length: number, downward: boolean): boolean[] {
    return Array.from({ length }, (_, index) => downward !== (this.#spec.reversed?.[index] ?? false));
  }

  #orderByClause(order: readonly SQL[], downward: boolean): SQL {
    const directions = this.#directions(order.length, downward);
    return sql`ORDER BY ${sql.join(
      order.map((column, index) => sql`${column} ${sql.raw(directions[index] ? 'DESC' : 'ASC')}`),
      sql`, `,
    )}`;
  }

  /** Compares the sort columns with a position: rows after it in the given direction, and those at it if `inclusive`. */
  #compare(order: readonly SQL[], position: readonly unknown[], downward: boolean, inclusive: boolean): SQL {
    const operator = (isDescending: boolean, orEqual: boolean) =>
      sql.raw(`${isDescending ? '<' : '>'}${orEqual ? '=' : ''}`);
    if (!this.#spec.reversed)
      return sql`${tuple(order)} ${operator(downward, inclusive)} ${tuple(position.map((value) => sql`${value}`))}`;
    const directions = this.#directions(order.length, downward);
    const after = order.map((column, index) => {
      const equal = order.slice(0, index).map((before, at) => sql`${before} = ${position[at]}`);
      const orEqual = inclusive && index === order.length - 1;
      return allOf([...equal, sql`${column} ${operator(directions[index] ?? downward, orEqual)} ${position[index]}`]);
    });
    return anyOf(after);
  }

  /** Returns values that sort before or after every row; undefined if the sort columns are of mixed types. */
  #outermostPosition(downward: boolean, length: number): unknown[] | undefined {
    if (this.#spec.leadingColumns) return undefined;
    const { minExclusive: above, isNumericOrder } = this.#spec;
    if (above !== undefined) return [downward ? Number.MAX_SAFE_INTEGER : above];
    const day = downward ? this.#orderRange.last : this.#orderRange.first;
    return this.#directions(length, downward).map((isDescending, index) => {
      if (index === 0 && day != null) return day;
      if (isNumericOrder) return isDescending ? Infinity : -Infinity;
      return isDescending ? afterAllText : beforeAllText;
    });
  }

  /** First of the conditions: rows that the others exclude must check the clock too. */
  get #withinDeadline(): SQL {
    return withinDeadline(this.#ownColumn('rowid'));
  }

  #ownColumn(column: string): SQL {
    return sql.raw(`"${this.#opened.alias}".${column}`);
  }

  #nextAlias(): SQL {
    return sql.raw(this.#scope.nextAlias());
  }
}

/** Picks the most selective condition: one value before several, rare values before frequent ones. */
function pickMostSelective(conditions: readonly Condition[]): Condition | undefined {
  for (const common of [false, true])
    for (const way of ['drivingList', 'isIndexed', 'multiValue'] as const) {
      const found = conditions.find((condition) => condition[way] && (condition.isUnselective ?? false) === common);
      if (found) return found;
    }
  return undefined;
}

/** Returns the access paths to the rows with one value. */
function pathsForValue(spread: MultiValueAccess, value: SQL): readonly (DrivingList | SQL)[] {
  const ways = spread.accessFor(value);
  return Array.isArray(ways) ? (ways as readonly SQL[]) : [ways as DrivingList | SQL];
}

const isDrive = (way: DrivingList | SQL): way is DrivingList => 'entryId' in way;
const tuple = (values: readonly SQL[]): SQL => sql`(${sql.join([...values], sql`, `)})`;
