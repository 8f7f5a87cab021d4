import { getColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ChanceryError } from '../model/errors.ts';

/** The columns of a table under an alias, each a piece of SQL. */
export type AliasedColumns<T extends SQLiteTable = SQLiteTable> = {
  readonly [K in keyof T['_']['columns'] & string]: SQL;
};

const columnsByTable = new Map<SQLiteTable, Map<string, AliasedColumns>>();
/** Wide queries have thousands of aliases. An entry takes some eight kilobytes. */
const maxCachedAliases = 2_000;
let cachedAliases = 0;
/** Columns, and whether they have text of any length. Keys have always been short. */
const isTextByColumn = new WeakMap<SQL, boolean>();

/** Returns whether a column has text of any length; undefined for other expressions. */
export const isTextColumn = (expression: SQL): boolean | undefined => isTextByColumn.get(expression);

/** `aliasColumns(visits, 't1').hostId` is `"t1"."host_id"`. */
export function aliasColumns<T extends SQLiteTable>(table: T, alias: string): AliasedColumns<T> {
  const cached = columnsByTable.get(table)?.get(alias);
  if (cached) return cached as AliasedColumns<T>;
  if (cachedAliases >= maxCachedAliases) {
    columnsByTable.clear();
    cachedAliases = 0;
  }
  const columnsByAlias = columnsByTable.get(table) ?? new Map<string, AliasedColumns>();
  const columns = Object.fromEntries(
    Object.entries(getColumns(table)).map(([property, column]) => [property, aliasColumn(column, alias)]),
  ) as AliasedColumns<T>;
  columnsByTable.set(table, columnsByAlias.set(alias, columns));
  cachedAliases += 1;
  return columns;
}

function aliasColumn(column: SQLiteColumn, alias: string): SQL {
  const aliased = sql.raw(`"${alias}"."${column.name}"`);
  isTextByColumn.set(aliased, column.getSQLType() === 'text' && !column.enumValues && column.name !== 'key');
  return aliased;
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
  /** The path of the field in the response. */
  responsePath?: readonly (string | number)[];
}

/** The state of building one statement: its aliases, and the checks of its input. */
export class StatementContext {
  #aliases = 0;
  readonly #memoized = new Map<string, SQL>();
  #requirements: InputRequirement[] = [];
  #lookups = 0;
  /** The instant of the past version that the root of the statement shows. */
  versionAt: string | undefined;

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

  /** Sets the field and the paths of the requirements from index `since` on, unless they are already set. */
  locateRequirements(
    since: number,
    field: object | undefined,
    responsePath: readonly (string | number)[],
    pathOf: (argument: object) => string | undefined,
  ): void {
    for (const requirement of this.#requirements.slice(since)) {
      if (requirement.field || !field) continue;
      requirement.field = new WeakRef(field);
      requirement.responsePath = responsePath;
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

/**
 * Parameters of a prepared statement with several tables. If such a statement compares a column with a plain parameter,
 * SQLite plans it again for each execution, which takes longer than most statements; it does not look into an expression.
 */
export const numberParameter = (name: string): SQL => sql`${sql.placeholder(name)} + 0`;
export const textParameter = (name: string): SQL => sql`CAST(${sql.placeholder(name)} AS TEXT)`;

export const allOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`1` : joinConditions(conditions, sql` AND `);
export const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`0` : joinConditions(conditions, sql` OR `);

/** SQLite limits the depth of expressions, and each operator of a chain is one level: long chains are grouped. */
const maxChainLength = 50;

function joinConditions(conditions: readonly SQL[], operator: SQL): SQL {
  if (conditions.length > maxChainLength) {
    const groupLength = Math.ceil(conditions.length / maxChainLength);
    const groups = Array.from({ length: Math.ceil(conditions.length / groupLength) }, (_, index) =>
      joinConditions(conditions.slice(index * groupLength, (index + 1) * groupLength), operator),
    );
    return joinConditions(groups, operator);
  }
  return sql.join(
    conditions.map((condition) => sql`(${condition})`),
    operator,
  );
}
/** The complement. An unknown condition does not match, so its complement does. */
export const notTrue = (condition: SQL): SQL => sql`NOT coalesce((${condition}), 0)`;
export const valueList = (values: readonly unknown[]): SQL =>
  sql`(${sql.join(
    values.map((value) => (isSql(value) ? value : sql`${value}`)),
    sql`, `,
  )})`;
const isSql = (value: unknown): value is SQL => typeof value === 'object' && value !== null && 'queryChunks' in value;
