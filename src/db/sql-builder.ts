import { getColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ChanceryError } from '../model/errors.ts';

/** The columns of a table under an alias, each a piece of SQL. */
export type Row<T extends SQLiteTable = SQLiteTable> = { readonly [K in keyof T['_']['columns'] & string]: SQL };

const rows = new Map<SQLiteTable, Map<string, Row>>();

/** `as(visits, 't1').hostId` is `"t1"."host_id"`. */
export function as<T extends SQLiteTable>(table: T, alias: string): Row<T> {
  const ofTable = rows.get(table) ?? new Map<string, Row>();
  rows.set(table, ofTable);
  const made =
    ofTable.get(alias) ??
    Object.fromEntries(
      Object.entries(getColumns(table)).map(([property, column]) => [property, sql.raw(`"${alias}"."${column.name}"`)]),
    );
  ofTable.set(alias, made);
  return made as Row<T>;
}

/** `"visits" "t1"`, for a FROM clause. */
export const from = (table: SQLiteTable, alias: string): SQL => sql.raw(`"${getTableName(table)}" "${alias}"`);

/** What is wrong with the request if the statement answers so; `path`: where among the arguments of its field what it is about stands, if that is known. */
export type Check = (value: unknown, path?: string) => ChanceryError | undefined;

/** A value that the statement answers, to be checked. */
export interface Requirement {
  value: SQL;
  check: Check;
  /** The part of an argument that it is about, and where that stands. */
  about?: object | undefined;
  path?: string | undefined;
  /** The field whose argument it is: not held, since checks are kept for longer than documents. */
  field?: WeakRef<object>;
}

/** What one statement is being built with: fresh aliases, and what its input must satisfy. */
export class Scope {
  #aliases = 0;
  readonly #made = new Map<string, SQL>();
  #requirements: Requirement[] = [];
  #lookups = 0;

  alias(): string {
    return `t${this.#aliases++}`;
  }

  /** How many there are so far. */
  get aliases(): number {
    return this.#aliases;
  }

  /** Leaves so many out, which stand in SQL that was made before. */
  skip(aliases: number): void {
    this.#aliases += aliases;
  }

  /** How often something was required, or asked for by name. */
  get lookups(): number {
    return this.#lookups;
  }

  /** Asks the same statement for `value`, and refuses the request where `check` objects to it. `about`: the part of an argument that is checked. */
  require(value: SQL, check: Check, about?: object): void {
    this.#lookups += 1;
    this.#requirements.push({ value, check, about });
  }

  /** How many requirements there are so far. */
  get required(): number {
    return this.#requirements.length;
  }

  /** Tells what was required since there were so many in which field's arguments it stands, and where. What has been told before stays. */
  locate(since: number, field: object | undefined, pathOf: (about: object) => string | undefined): void {
    for (const requirement of this.#requirements.slice(since)) {
      if (requirement.field || !field) continue;
      requirement.field = new WeakRef(field);
      requirement.path = requirement.about && pathOf(requirement.about);
      requirement.about = undefined;
    }
  }

  /** Ends the building: what the input must satisfy. Checks that are kept do not keep what was built. */
  close(): Requirement[] {
    const requirements = this.#requirements;
    this.#requirements = [];
    this.#made.clear();
    return requirements;
  }

  /** What is asked for by name is compiled, and required of the request, once in a statement. */
  once(name: string, make: () => SQL): SQL {
    this.#lookups += 1;
    const value = this.#made.get(name) ?? make();
    this.#made.set(name, value);
    return value;
  }

  /** A subquery's table under a fresh alias. */
  table<T extends SQLiteTable>(table: T): { row: Row<T>; from: SQL } {
    const alias = this.alias();
    return { row: as(table, alias), from: from(table, alias) };
  }
}

/**
 * True for every row; where a reader has only so long, what takes longer ends here. A row in 128 looks at the clock. `share` is of that time:
 * less than all where what was found must still be sorted.
 */
export const inTime = (id: SQL, share = 1): SQL => sql`(${id} & 127 OR in_time(${sql.raw(String(share))}))`;

/** For LIMIT. SQLite plans a statement for the very number that is bound there, anew each time it is run; it does not look into a sum. */
export const upTo = (rows: number | SQL): SQL => sql`${rows} + 0`;

export const all = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`1`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` AND `,
      );
export const any = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`0`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` OR `,
      );
/** The complement: what is unknown does not match, so its complement does. */
export const none = (condition: SQL): SQL => sql`NOT coalesce((${condition}), 0)`;
export const list = (values: readonly unknown[]): SQL =>
  sql`(${sql.join(
    values.map((value) => (isSql(value) ? value : sql`${value}`)),
    sql`, `,
  )})`;
const isSql = (value: unknown): value is SQL => typeof value === 'object' && value !== null && 'queryChunks' in value;
