import { getColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ChanceryError } from '../model/errors.ts';

/** The columns of a table under an alias, each a piece of SQL. */
export type AliasedColumns<T extends SQLiteTable = SQLiteTable> = {
  readonly [K in keyof T['_']['columns'] & string]: SQL;
};

const columnsByTable = new Map<SQLiteTable, Map<string, AliasedColumns>>();

/** `as(visits, 't1').hostId` is `"t1"."host_id"`. */
export function aliasColumns<T extends SQLiteTable>(table: T, alias: string): AliasedColumns<T> {
  const ofTable = columnsByTable.get(table) ?? new Map<string, AliasedColumns>();
  columnsByTable.set(table, ofTable);
  const made =
    ofTable.get(alias) ??
    Object.fromEntries(
      Object.entries(getColumns(table)).map(([property, column]) => [property, sql.raw(`"${alias}"."${column.name}"`)]),
    );
  ofTable.set(alias, made);
  return made as AliasedColumns<T>;
}

/** `"visits" "t1"`, for a FROM clause. */
export const fromClause = (table: SQLiteTable, alias: string): SQL => sql.raw(`"${getTableName(table)}" "${alias}"`);

/** What is wrong with the request if the statement answers so; `path`: where among the arguments of its field what it is about stands, if that is known. */
export type InputCheck = (value: unknown, path?: string) => ChanceryError | undefined;

/** A value that the statement answers, to be checked. */
export interface InputRequirement {
  value: SQL;
  check: InputCheck;
  /** The part of an argument that it is about, and where that stands. */
  argument?: object | undefined;
  path?: string | undefined;
  /** The field whose argument it is: not held, since checks are kept for longer than documents. */
  field?: WeakRef<object>;
}

/** What one statement is being built with: fresh aliases, and what its input must satisfy. */
export class StatementContext {
  #aliases = 0;
  readonly #memoized = new Map<string, SQL>();
  #requirements: InputRequirement[] = [];
  #lookups = 0;

  nextAlias(): string {
    return `t${this.#aliases++}`;
  }

  /** How many there are so far. */
  get aliasCount(): number {
    return this.#aliases;
  }

  /** Leaves so many out, which stand in SQL that was made before. */
  skipAliases(aliases: number): void {
    this.#aliases += aliases;
  }

  /** How often something was required, or asked for by name. */
  get lookupCount(): number {
    return this.#lookups;
  }

  /** Asks the same statement for `value`, and refuses the request where `check` objects to it. `about`: the part of an argument that is checked. */
  require(value: SQL, check: InputCheck, about?: object): void {
    this.#lookups += 1;
    this.#requirements.push({ value, check, argument: about });
  }

  /** How many requirements there are so far. */
  get requirementCount(): number {
    return this.#requirements.length;
  }

  /** Tells what was required since there were so many in which field's arguments it stands, and where. What has been told before stays. */
  setRequirementPaths(since: number, field: object | undefined, pathOf: (about: object) => string | undefined): void {
    for (const requirement of this.#requirements.slice(since)) {
      if (requirement.field || !field) continue;
      requirement.field = new WeakRef(field);
      requirement.path = requirement.argument && pathOf(requirement.argument);
      requirement.argument = undefined;
    }
  }

  /** Ends the building: what the input must satisfy. Checks that are kept do not keep what was built. */
  takeRequirements(): InputRequirement[] {
    const requirements = this.#requirements;
    this.#requirements = [];
    this.#memoized.clear();
    return requirements;
  }

  /** What is asked for by name is compiled, and required of the request, once in a statement. */
  memoize(name: string, make: () => SQL): SQL {
    this.#lookups += 1;
    const value = this.#memoized.get(name) ?? make();
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
 * True for every row; where a reader has only so long, what takes longer ends here. A row in 128 looks at the clock. `share` is of that time:
 * less than all where what was found must still be sorted.
 */
export const withinDeadline = (id: SQL, share = 1): SQL => sql`(${id} & 127 OR in_time(${sql.raw(String(share))}))`;

/** For LIMIT. SQLite plans a statement for the very number that is bound there, anew each time it is run; it does not look into a sum. */
export const limitExpression = (rows: number | SQL): SQL => sql`${rows} + 0`;

export const allOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`1`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` AND `,
      );
export const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`0`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` OR `,
      );
/** The complement: what is unknown does not match, so its complement does. */
export const notTrue = (condition: SQL): SQL => sql`NOT coalesce((${condition}), 0)`;
export const valueList = (values: readonly unknown[]): SQL =>
  sql`(${sql.join(
    values.map((value) => (isSql(value) ? value : sql`${value}`)),
    sql`, `,
  )})`;
const isSql = (value: unknown): value is SQL => typeof value === 'object' && value !== null && 'queryChunks' in value;
