import { getColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ChanceryError } from '../model/errors.ts';

/** The columns of a table under an alias, each a piece of SQL. */
export type AliasedColumns<T extends SQLiteTable = SQLiteTable> = {
  readonly [K in keyof T['_']['columns'] & string]: SQL;
};

const columnsByTable = new Map<SQLiteTable, Map<string, AliasedColumns>>();

/** `aliasColumns(visits, 't1').hostId` is `"t1"."host_id"`. */
export function aliasColumns<T extends SQLiteTable>(table: T, alias: string): AliasedColumns<T> {
  const columnsByAlias = columnsByTable.get(table) ?? new Map<string, AliasedColumns>();
  columnsByTable.set(table, columnsByAlias);
  const columns =
    columnsByAlias.get(alias) ??
    Object.fromEntries(
      Object.entries(getColumns(table)).map(([property, column]) => [property, sql.raw(`"${alias}"."${column.name}"`)]),
    );
  columnsByAlias.set(alias, columns);
  return columns as AliasedColumns<T>;
}

/** `"visits" "t1"`, for a FROM clause. */
export const fromClause = (table: SQLiteTable, alias: string): SQL => sql.raw(`"${getTableName(table)}" "${alias}"`);

/** Returns the error for a value that the statement selected; `path` locates the input among the arguments of its field, if known. */
export type InputCheck = (value: unknown, path?: string) => ChanceryError | undefined;

/** A value that the statement selects so that the input can be checked. */
export interface InputRequirement {
  value: SQL;
  check: InputCheck;
  /** The part of an argument that is checked, and its path. */
  argument?: object | undefined;
  path?: string | undefined;
  /** The field of the argument. Weak, because cached checks outlive documents. */
  field?: WeakRef<object>;
}

/** The state of building one statement: its aliases, and the checks of its input. */
export class StatementContext {
  #aliases = 0;
  readonly #memoized = new Map<string, SQL>();
  #requirements: InputRequirement[] = [];
  #lookups = 0;

  nextAlias(): string {
    return `t${this.#aliases++}`;
  }

  /** The number of aliases so far. */
  get aliasCount(): number {
    return this.#aliases;
  }

  /** Skips aliases that occur in cached SQL. */
  skipAliases(aliases: number): void {
    this.#aliases += aliases;
  }

  /** How often `require` and `memoize` were called. */
  get lookupCount(): number {
    return this.#lookups;
  }

  /** Selects `value` in the same statement and rejects the request if `check` returns an error. `argument` is the part that is checked. */
  require(value: SQL, check: InputCheck, argument?: object): void {
    this.#lookups += 1;
    this.#requirements.push({ value, check, argument });
  }

  /** The number of requirements so far. */
  get requirementCount(): number {
    return this.#requirements.length;
  }

  /** Sets the field and path of the requirements from index `since` on, unless they are already set. */
  setRequirementPaths(
    since: number,
    field: object | undefined,
    pathOf: (argument: object) => string | undefined,
  ): void {
    for (const requirement of this.#requirements.slice(since)) {
      if (requirement.field || !field) continue;
      requirement.field = new WeakRef(field);
      requirement.path = requirement.argument && pathOf(requirement.argument);
      requirement.argument = undefined;
    }
  }

  /** Returns the requirements and resets this context, so that cached checks do not retain the SQL that was built. */
  takeRequirements(): InputRequirement[] {
    const requirements = this.#requirements;
    this.#requirements = [];
    this.#memoized.clear();
    return requirements;
  }

  /** Compiles the SQL of that name once per statement. */
  memoize(name: string, compile: () => SQL): SQL {
    this.#lookups += 1;
    const value = this.#memoized.get(name) ?? compile();
    this.#memoized.set(name, value);
    return value;
  }

  /** A subquery's table under a fresh alias. */
  aliasTable<T extends SQLiteTable>(table: T): { row: AliasedColumns<T>; from: SQL } {
    const alias = this.nextAlias();
    return { row: aliasColumns(table, alias), from: fromClause(table, alias) };
  }
}

/**
 * True for every row, until the time limit of the reader ends the statement. One row in 128 checks the clock. `share` is
 * the part of the time that may have passed: less than 1 if the rows must still be sorted.
 */
export const withinDeadline = (id: SQL, share = 1): SQL => sql`(${id} & 127 OR in_time(${sql.raw(String(share))}))`;

/** For LIMIT. SQLite plans a statement again for each number bound there, but does not look into a sum. */
export const limitExpression = (rows: number | SQL): SQL => sql`${rows} + 0`;

export const allOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`1`
    : sql.join(
        conditions.map((condition) => sql`(${condition})`),
        sql` AND `,
      );
export const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`0`
    : sql.join(
        conditions.map((condition) => sql`(${condition})`),
        sql` OR `,
      );
/** The complement. An unknown condition does not match, so its complement does. */
export const notTrue = (condition: SQL): SQL => sql`NOT coalesce((${condition}), 0)`;
export const valueList = (values: readonly unknown[]): SQL =>
  sql`(${sql.join(
    values.map((value) => (isSql(value) ? value : sql`${value}`)),
    sql`, `,
  )})`;
const isSql = (value: unknown): value is SQL => typeof value === 'object' && value !== null && 'queryChunks' in value;
