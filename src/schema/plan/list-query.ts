import { type SQL, sql } from 'drizzle-orm';
import { type Condition, type Drive, type Found, oneOf, type Spread, windowOfAll } from '../../db/queries/filter.ts';
import { all, any, inTime, type Scope, upTo } from '../../db/sql-builder.ts';
import { type Entity, type Opened, openRow } from './entity-tables.ts';

/** What a list is made of, as far as finding its rows goes. */
export interface Listing {
  conditions: Condition[];
  /** It ends with a column that no two rows share, and none of its columns is null. All go the same way. */
  order: SQL[];
  descending: boolean;
  /** True where the order is that of `at` and `key`, which list tables repeat. */
  byDay?: boolean;
  /** Where the order is that of a year and the row's id, and the indexes of the conditions go on with them: between which years. */
  byYear?: Span;
  /** The columns of the order are numbers. */
  numeric?: boolean;
  /** The rows that match may stand anywhere in the order, few or many: where they are few, they are found first and then sorted. */
  scattered?: boolean;
  /** Where the order is that of one whole number: the list holds what is above this one. */
  above?: number;
  /** A subquery before the list's own table, ending in CROSS JOIN; of a page, it need find no more than that. */
  from?: (part?: Part) => SQL;
  /** How many rows there are, where that need not be counted from all of them. */
  count?: SQL;
  /** What that subquery adds to the row, and the order's values as the row then has them. */
  added?: { columns: SQL; order: SQL[] };
}

/** So many rows after a position. */
export interface Part {
  position: readonly unknown[] | undefined;
  limit: number | SQL;
}

interface Span {
  first?: string | number | null | undefined;
  last?: string | number | null | undefined;
}

/** Where a page begins, and which way it goes on; without a position, at the list's end on that side. */
interface Start {
  position: readonly unknown[] | undefined;
  downward: boolean;
}

/** One way through rows in their order: from which tables, under which tests. */
interface Path {
  from: SQL;
  tests: SQL[];
  order: SQL[];
}

type Searched = Condition & { found: Found };
const isSearched = (condition: Condition): condition is Searched => condition.found !== undefined;

// Later and earlier than any text: a first page is then the same statement as the pages after it.
const last = Buffer.alloc(0);
const first = '';

/** So many rows are sorted within a few milliseconds; where more match, some of them soon come along in any order. */
const fewRows = 20_000;
/** The same of what a search finds and has to look up; and so many are read no slower than any list is. */
const [fewHits, manyHits] = [5_000, 100_000];

/**
 * How a list's rows are found without reading what was not asked for: along a list table that holds just those rows,
 * along an index of the list's own table, or, where a condition allows several values, along one such path for each.
 */
export class Walk {
  readonly #scope: Scope;
  readonly #entity: Entity;
  readonly #opened: Opened;
  readonly #list: Listing;
  readonly #window: Span;
  /** The condition along which rows are found; none: along the order itself. */
  readonly #along: Condition | undefined;
  /** The condition by which rows are found where they are few. */
  readonly #searched: Searched | undefined;

  /** `narrowed`: the list stands below a value, so an equality with an index is among its conditions. */
  constructor(scope: Scope, entity: Entity, opened: Opened, list: Listing, narrowed: boolean) {
    const { conditions, byDay = false, byYear } = list;
    this.#scope = scope;
    this.#entity = entity;
    this.#opened = opened;
    this.#list = list;
    this.#window = byYear ?? (byDay ? windowOfAll(conditions) : {});
    this.#along = byDay || byYear ? (narrowed ? conditions[0] : narrowest(conditions)) : undefined;
    this.#searched = narrowed ? undefined : conditions.find(isSearched);
  }

  /** The first `limit` rows from `start` on, with what the list adds to them. */
  rows(start: Start, limit: number): SQL {
    const { added } = this.#list;
    const columns = sql`${this.#own('*')}${added ? sql`, ${added.columns}` : sql``}`;
    const searched = this.#searched;
    if (!searched) return this.#walked(start, columns, limit);
    const few = (rows: SQL): SQL => this.#from(start, this.#sorted(searched), columns, rows);
    return oneOf(searched.found.fewer(fewHits), limit, few, (rows) => this.#walked(start, columns, rows));
  }

  #walked(start: Start, columns: SQL, limit: number | SQL): SQL {
    const spread = this.#spread;
    if (!spread && this.#list.scattered && this.#list.conditions.length > 0)
      return this.#fewOrMany(start, columns, limit);
    if (!spread)
      return this.#from(start, this.#path(undefined, { page: { position: start.position, limit } }), columns, limit);
    // As many of each value as the page could need, which are then sorted together.
    const value = this.#name();
    const each = openRow(this.#scope, this.#entity, this.#scope.alias());
    const id = spread.repeats ? sql`DISTINCT ${this.#own('id')}` : this.#own('id');
    const arms = waysOf(spread, sql`${value}.value`).map((way) => {
      const ids = this.#from(start, this.#path(way), id, limit);
      return sql`SELECT ${each.row.id as SQL} FROM ${value} CROSS JOIN ${each.from} ON ${each.row.id as SQL} IN (${ids})`;
    });
    const found = sql`WITH ${value}(value) AS (${spread.values}) ${sql.join(arms, sql` UNION ALL `)}`;
    // The plus keeps SQLite from walking everything in order to look for them.
    const order = this.#list.order.map((column) => sql`+${column}`);
    return sql`SELECT ${columns} FROM ${this.#opened.from} WHERE ${this.#own('id')} IN (${found}) ${sorted(order, start.downward)} LIMIT ${upTo(limit)}`;
  }

  /** 1 where the list has rows on the other side of `start`, its own place included. */
  before(start: Start): SQL {
    const searched = this.#searched;
    if (!searched) return this.#beyond(start);
    const few = this.#from(start, this.#sorted(searched), sql`1`, 1, !start.downward);
    return sql`CASE WHEN ${searched.found.fewer(fewHits)} THEN (${few}) ELSE ${this.#beyond(start)} END`;
  }

  #beyond(start: Start): SQL {
    const back = { ...start, downward: !start.downward };
    const spread = this.#spread;
    const one = (path: Path): SQL => sql`(${this.#from(start, path, sql`1`, 1, back.downward)})`;
    if (!spread && this.#list.scattered && this.#list.conditions.length > 0)
      return sql`(SELECT 1 FROM (${this.#fewOrMany(start, sql`1`, 1, back.downward)}))`;
    if (!spread) return one(this.#path());
    const value = this.#name();
    const ways = waysOf(spread, sql`${value}.value`).map((way) => one(this.#path(way)));
    return sql`(WITH ${value}(value) AS (${spread.values}) SELECT 1 FROM ${value} WHERE ${any(ways)} LIMIT 1)`;
  }

  #fewOrMany(start: Start, columns: SQL, limit: number | SQL, downward = start.downward): SQL {
    const { conditions, order } = this.#list;
    const from = this.#opened.from;
    const tests = conditions.map(({ test }) => test);
    const few = sql`(SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${all([...tests, inTime(this.#own('rowid'))])} LIMIT ${upTo(fewRows)})) < ${fewRows}`;
    const sort = { from, tests, order: order.map((column) => sql`+${column}`) };
    const walk = { from, tests: tests.map((test) => sql`+(${test})`), order };
    const along = (path: Path) => (rows: SQL) => this.#from(start, path, columns, rows, downward);
    return oneOf(few, limit, along(sort), along(walk));
  }

  /** The rows that a search finds, to be sorted. */
  #sorted(searched: Searched): Path {
    const { conditions, order } = this.#list;
    // The plus leaves all of it to the ids.
    const rest = conditions.filter((condition) => condition !== searched).map(({ test }) => sql`+(${test})`);
    const tests = [sql`${this.#own('id')} IN (${searched.found.ids})`, ...rest];
    return { from: this.#opened.from, tests, order: order.map((column) => sql`+${column}`) };
  }

  count(): SQL {
    const searched = this.#searched;
    if (!searched) return this.#counted();
    if (this.#list.conditions.length === 1) return searched.found.count;
    const { from, tests } = this.#sorted(searched);
    const found = sql`(SELECT count(*) FROM ${from} WHERE ${all([...tests, inTime(this.#own('rowid'))])})`;
    // All else would have to be read without anything to go along.
    if (!this.#along) return found;
    return sql`CASE WHEN ${searched.found.fewer(manyHits)} THEN ${found} ELSE ${this.#counted()} END`;
  }

  #counted(): SQL {
    if (this.#list.count) return this.#list.count;
    const path = this.#path(undefined, { free: true });
    const [at] = path.order;
    const { first: from, last: until } = this.#window;
    const { above } = this.#list;
    const tests = [
      ...path.tests,
      ...(above === undefined ? [] : [sql`${at} > ${above}`]),
      ...(from != null ? [sql`${at} >= ${from}`] : []),
      ...(until != null ? [sql`${at} <= ${until}`] : []),
    ];
    const listed = this.#listed();
    // Rows that stand in a list under one of several values are counted from that list.
    const rest = listed ? [listed, ...tests.filter((test) => test !== this.#along?.test)] : tests;
    const timed = rest.length > 0 ? [...rest, inTime(this.#own('rowid'))] : [];
    return sql`(SELECT count(*) FROM ${path.from} WHERE ${all(timed)})`;
  }

  #listed(): SQL | undefined {
    const spread = this.#spread;
    if (!spread) return undefined;
    const value = this.#name();
    const [drive] = waysOf(spread, sql`${value}.value`);
    return drive && isDrive(drive)
      ? sql`${this.#own('id')} IN (WITH ${value}(value) AS (${spread.values}) SELECT ${drive.entryId} FROM ${value} CROSS JOIN ${drive.from} WHERE ${drive.where})`
      : undefined;
  }

  get #spread(): Spread | undefined {
    return this.#along?.drive || this.#along?.indexed ? undefined : this.#along?.spread;
  }

  /** `given`: one of the ways of a spread. `free`: for a count, in whatever order is quickest. */
  #path(given?: Drive | SQL, { free = false, page }: { free?: boolean; page?: Part } = {}): Path {
    const { conditions, order, from } = this.#list;
    const along = this.#along;
    const way = given ?? along?.drive;
    const settled = given ? this.#spread?.exact : along?.drive;
    // The plus keeps SQLite from an index that would leave all that match to be sorted; one of an equality has the order too.
    const tests = conditions.flatMap((condition) => {
      if (condition === along) return settled ? [] : [given ? sql`+(${condition.test})` : condition.test];
      return [along && !free && !condition.indexed ? sql`+(${condition.test})` : condition.test];
    });
    if (!way || !isDrive(way))
      return { from: sql`${from?.(page) ?? sql``}${this.#opened.from}`, tests: way ? [way, ...tests] : tests, order };
    return {
      from: sql`${way.from} CROSS JOIN ${this.#opened.from} ON ${this.#own('id')} = ${way.entryId}`,
      tests: [way.where, ...tests],
      order: [way.at, way.key],
    };
  }

  /** The rows of a path on one side of `start`: beyond it if they go its way, from it on if they go back. */
  #from(start: Start, { from, tests, order }: Path, columns: SQL, limit: number | SQL, downward = start.downward): SQL {
    const { above } = this.#list;
    const bounds: SQL[] = [];
    const position = start.position ?? this.#end(start.downward, order.length);
    if (position) {
      const operator = sql.raw(`${downward ? '<' : '>'}${downward === start.downward ? '' : '='}`);
      bounds.push(sql`${tuple(order)} ${operator} ${tuple(position.map((value) => sql`${value}`))}`);
      // SQLite does not enter an index on an expression with a row value.
      if (this.#list.scattered) bounds.push(sql`${order[0]} ${sql.raw(downward ? '<=' : '>=')} ${position[0]}`);
    }
    const far = (downward ? this.#window.first : this.#window.last) ?? undefined;
    // Upwards every position is above it, and SQLite might walk from the lower of two bounds.
    if (downward && above !== undefined) bounds.push(sql`${order[0]} > ${above}`);
    if (far !== undefined) bounds.push(sql`${order[0]} ${sql.raw(downward ? '>=' : '<=')} ${far}`);
    if (tests.length > 0) bounds.push(inTime(this.#own('rowid')));
    return sql`SELECT ${columns} FROM ${from} WHERE ${all([...tests, ...bounds])} ${sorted(order, downward)} LIMIT ${upTo(limit)}`;
  }

  /** The values before which, or after which, the list's first row stands; none where they are neither all text nor all numbers. */
  #end(downward: boolean, length: number): unknown[] | undefined {
    if (this.#list.added) return undefined;
    const { above } = this.#list;
    if (above !== undefined) return [downward ? Number.MAX_SAFE_INTEGER : above];
    const outermost = this.#list.numeric ? (downward ? Infinity : -Infinity) : downward ? last : first;
    const day = downward ? this.#window.last : this.#window.first;
    return Array.from({ length }, (_, index) => (index === 0 && day != null ? day : outermost));
  }

  #own(column: string): SQL {
    return sql.raw(`"${this.#opened.alias}".${column}`);
  }

  #name(): SQL {
    return sql.raw(this.#scope.alias());
  }
}

/** One value before several, and what few rows have before what many have. */
function narrowest(conditions: readonly Condition[]): Condition | undefined {
  for (const common of [false, true])
    for (const way of ['drive', 'indexed', 'spread'] as const) {
      const found = conditions.find((condition) => condition[way] && (condition.common ?? false) === common);
      if (found) return found;
    }
  return undefined;
}

/** The ways to the rows of one value. */
function waysOf(spread: Spread, value: SQL): readonly (Drive | SQL)[] {
  const ways = spread.each(value);
  return Array.isArray(ways) ? (ways as readonly SQL[]) : [ways as Drive | SQL];
}

const isDrive = (way: Drive | SQL): way is Drive => 'entryId' in way;
const tuple = (values: readonly SQL[]): SQL => sql`(${sql.join([...values], sql`, `)})`;
const sorted = (order: readonly SQL[], downward: boolean): SQL =>
  sql`ORDER BY ${sql.join(
    order.map((column) => sql`${column} ${sql.raw(downward ? 'DESC' : 'ASC')}`),
    sql`, `,
  )}`;
