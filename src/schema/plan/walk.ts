import { type SQL, sql } from 'drizzle-orm';
import { type Condition, type Drive, type Spread, type Window, windowOfAll } from '../../db/queries/filter.ts';
import { all, type Scope } from '../../db/row.ts';
import { type Entity, type Opened, openRow } from './entity.ts';

/** What a list is made of, as far as finding its rows goes. */
export interface Listing {
  conditions: Condition[];
  /** It ends with a column that no two rows share, and none of its columns is null. All go the same way. */
  order: SQL[];
  descending: boolean;
  /** True where the order is that of `at` and `key`, which list tables repeat. */
  byDay?: boolean;
  /** Where the order is that of one whole number: the list holds what is above this one. */
  above?: number;
  /** A subquery before the list's own table, ending in CROSS JOIN. */
  from?: SQL;
  /** What that subquery adds to the row, and the order's values as the row then has them. */
  added?: { columns: SQL; order: SQL[] };
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

// Later and earlier than any text: a first page is then the same statement as the pages after it.
const last = Buffer.alloc(0);
const first = '';

/**
 * How a list's rows are found without reading what was not asked for: along a list table that holds just those rows,
 * along an index of the list's own table, or, where a condition allows several values, along one such path for each.
 */
export class Walk {
  readonly #scope: Scope;
  readonly #entity: Entity;
  readonly #opened: Opened;
  readonly #list: Listing;
  readonly #window: Window;
  /** The condition along which rows are found; none: along the order itself. */
  readonly #along: Condition | undefined;

  /** `narrowed`: the list stands below a value, so an equality with an index is among its conditions. */
  constructor(scope: Scope, entity: Entity, opened: Opened, list: Listing, narrowed: boolean) {
    const { conditions, byDay = false } = list;
    this.#scope = scope;
    this.#entity = entity;
    this.#opened = opened;
    this.#list = list;
    this.#window = byDay ? windowOfAll(conditions) : {};
    this.#along = byDay ? (narrowed ? conditions[0] : narrowest(conditions)) : undefined;
  }

  /** The first `limit` rows from `start` on, with what the list adds to them. */
  rows(start: Start, limit: number): SQL {
    const { added } = this.#list;
    const columns = sql`${this.#own('*')}${added ? sql`, ${added.columns}` : sql``}`;
    const spread = this.#spread;
    if (!spread) return this.#from(start, this.#path(), columns, limit);
    // As many of each value as the page could need, which are then sorted together.
    const value = this.#name();
    const each = openRow(this.#scope, this.#entity, this.#scope.alias());
    const ids = this.#from(
      start,
      this.#path(sql`${value}.value`),
      spread.repeats ? sql`DISTINCT ${this.#own('id')}` : this.#own('id'),
      limit,
    );
    const found = sql`WITH ${value}(value) AS (${spread.values}) SELECT ${each.row.id as SQL} FROM ${value} CROSS JOIN ${each.from} ON ${each.row.id as SQL} IN (${ids})`;
    // The plus keeps SQLite from walking everything in order to look for them.
    const order = this.#list.order.map((column) => sql`+${column}`);
    return sql`SELECT ${columns} FROM ${this.#opened.from} WHERE ${this.#own('id')} IN (${found}) ${sorted(order, start.downward)} LIMIT ${limit}`;
  }

  /** 1 where the list has rows on the other side of `start`, its own place included. */
  before(start: Start): SQL {
    const back = { ...start, downward: !start.downward };
    const spread = this.#spread;
    const one = (path: Path): SQL => sql`(${this.#from(start, path, sql`1`, 1, back.downward)})`;
    if (!spread) return one(this.#path());
    const value = this.#name();
    return sql`(WITH ${value}(value) AS (${spread.values}) SELECT 1 FROM ${value} WHERE ${one(this.#path(sql`${value}.value`))} LIMIT 1)`;
  }

  count(): SQL {
    const path = this.#path(undefined, true);
    const [at] = path.order;
    const { first: from, last: until } = this.#window;
    const { above } = this.#list;
    const tests = [
      ...path.tests,
      ...(above === undefined ? [] : [sql`${at} > ${above}`]),
      ...(from ? [sql`${at} >= ${from}`] : []),
      ...(until ? [sql`${at} <= ${until}`] : []),
    ];
    const listed = this.#listed();
    // Rows that stand in a list under one of several values are counted from that list.
    const rest = listed ? [listed, ...tests.filter((test) => test !== this.#along?.test)] : tests;
    return sql`(SELECT count(*) FROM ${path.from} WHERE ${all(rest)})`;
  }

  #listed(): SQL | undefined {
    const spread = this.#spread;
    if (!spread) return undefined;
    const value = this.#name();
    const drive = spread.each(sql`${value}.value`);
    return isDrive(drive)
      ? sql`${this.#own('id')} IN (WITH ${value}(value) AS (${spread.values}) SELECT ${drive.entryId} FROM ${value} CROSS JOIN ${drive.from} WHERE ${drive.where})`
      : undefined;
  }

  get #spread(): Spread | undefined {
    return this.#along?.drive || this.#along?.indexed ? undefined : this.#along?.spread;
  }

  /** `free`: for a count, in whatever order is quickest. */
  #path(value?: SQL, free = false): Path {
    const { conditions, order, from } = this.#list;
    const along = this.#along;
    const way = value ? this.#spread?.each(value) : along?.drive;
    const settled = value ? this.#spread?.exact : along?.drive;
    // The plus keeps SQLite from an index that would leave all that match to be sorted; one of an equality has the order too.
    const tests = conditions.flatMap((condition) => {
      if (condition === along) return settled ? [] : [value ? sql`+(${condition.test})` : condition.test];
      return [along && !free && !condition.indexed ? sql`+(${condition.test})` : condition.test];
    });
    if (!way || !isDrive(way)) return { from: sql`${from ?? sql``}${this.#opened.from}`, tests: way ? [way, ...tests] : tests, order };
    return {
      from: sql`${way.from} CROSS JOIN ${this.#opened.from} ON ${this.#own('id')} = ${way.entryId}`,
      tests: [way.where, ...tests],
      order: [way.at, way.key],
    };
  }

  /** The rows of a path on one side of `start`: beyond it if they go its way, from it on if they go back. */
  #from(start: Start, { from, tests, order }: Path, columns: SQL, limit: number, downward = start.downward): SQL {
    const { above } = this.#list;
    const bounds: SQL[] = [];
    const position = start.position ?? this.#end(start.downward, order.length);
    if (position) {
      const operator = sql.raw(`${downward ? '<' : '>'}${downward === start.downward ? '' : '='}`);
      bounds.push(sql`${tuple(order)} ${operator} ${tuple(position.map((value) => sql`${value}`))}`);
    }
    const far = downward ? this.#window.first : this.#window.last;
    // Upwards every position is above it, and SQLite might walk from the lower of two bounds.
    if (downward && above !== undefined) bounds.push(sql`${order[0]} > ${above}`);
    if (far) bounds.push(sql`${order[0]} ${sql.raw(downward ? '>=' : '<=')} ${far}`);
    return sql`SELECT ${columns} FROM ${from} WHERE ${all([...tests, ...bounds])} ${sorted(order, downward)} LIMIT ${limit}`;
  }

  /** The values before which, or after which, the list's first row stands; none where they are not all text. */
  #end(downward: boolean, length: number): unknown[] | undefined {
    if (this.#list.added) return undefined;
    const { above } = this.#list;
    if (above !== undefined) return [downward ? Number.MAX_SAFE_INTEGER : above];
    const outermost = downward ? last : first;
    const day = downward ? this.#window.last : this.#window.first;
    return Array.from({ length }, (_, index) => (index === 0 && day ? day : outermost));
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

const isDrive = (way: Drive | SQL): way is Drive => 'entryId' in way;
const tuple = (values: readonly SQL[]): SQL => sql`(${sql.join([...values], sql`, `)})`;
const sorted = (order: readonly SQL[], downward: boolean): SQL =>
  sql`ORDER BY ${sql.join(
    order.map((column) => sql`${column} ${sql.raw(downward ? 'DESC' : 'ASC')}`),
    sql`, `,
  )}`;
