import { getColumns, getTableName, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Texts, Transaction } from '../db/database.ts';
import type { Act } from './history.ts';
import { Keys } from './reference-resolver.ts';

type Values = Record<string, unknown>;
type KeyedTable = SQLiteTable & { id: AnySQLiteColumn; key: AnySQLiteColumn };
export type Row<T extends SQLiteTable> = InferInsertModel<T>;
export interface Written {
  id: number;
  created: boolean;
}

/** Writes the rows of one transaction. Drizzle prepares every query anew, so each statement is prepared once for a connection and kept. */
export class Writer {
  readonly keys: Keys;
  /** The texts of sources, where they are at hand. */
  readonly texts: Texts | undefined;
  /** Who writes, and why. */
  act: Act;
  /** Former versions are written for a while: what was not known then does not refuse them. */
  former = false;
  /** The instant of the transaction. */
  readonly now = new Date().toISOString();
  readonly #tx: Transaction;
  readonly #kept: Map<string, unknown>;

  constructor(tx: Transaction, act: Act, texts?: Texts) {
    this.#tx = tx;
    this.#kept = keptOf(tx);
    this.texts = texts;
    this.act = act;
    this.keys = new Keys(this);
  }

  /** Runs `work` so that all of it happens or none. */
  whole<T>(work: () => T): T {
    // Not Drizzle's own savepoints: it leaves one that failed on the stack, and what is around it then goes back no further than to that.
    this.#command('SAVEPOINT whole');
    let result: T;
    try {
      result = work();
    } catch (fault) {
      this.keys.forget();
      try {
        this.#command('ROLLBACK TO whole');
        this.#command('RELEASE whole');
      } catch {
        // A full disk takes the savepoint away: what came first is the cause.
        throw new Error('The transaction is lost.', { cause: fault });
      }
      throw fault;
    }
    this.#command('RELEASE whole');
    return result;
  }

  /** What comes with every record is prepared once; Drizzle would prepare it twice each time. */
  #command(text: string): void {
    this.once(text, (tx) => tx._.session.prepareQuery({ sql: text, params: [] }, 'raw', false, 'run')).run();
  }

  /** Runs `work` in another's name, or for another reason. */
  as<T>(act: Act, work: () => T): T {
    const before = this.act;
    this.act = act;
    try {
      return work();
    } finally {
      this.act = before;
    }
  }

  /** What `work` gives, with all that it wrote undone. */
  trial<T>(work: () => T): T {
    const undo = new Error('Tried only.');
    let result: { value: T } | undefined;
    try {
      this.whole(() => {
        result = { value: work() };
        throw undo;
      });
    } catch (error) {
      if (error !== undo) throw error;
    }
    if (!result) throw new Error('The trial did not run.');
    return result.value;
  }

  /** The prepared statement of that name, made the first time: the name tells all that it depends on. */
  once<Statement>(name: string, prepare: (tx: Transaction) => Statement): Statement {
    if (!this.#kept.has(name)) this.#kept.set(name, prepare(this.#tx));
    return this.#kept.get(name) as Statement;
  }

  /** The rows that a rare query gives; one that is asked often is prepared with `once`. */
  all<R>(query: SQL): R[] {
    return this.#tx.all<R>(query);
  }

  get<R>(query: SQL): R | undefined {
    return this.#tx.get<R>(query);
  }

  run(query: SQL): void {
    this.#tx.run(query);
  }

  /** Inserts a row; every column that it leaves out is null. */
  insert<T extends SQLiteTable>(table: T, row: Row<T>): number {
    const columns = written(table);
    const statement = this.once(`insert ${getTableName(table)}`, (tx) =>
      tx
        .insert(table)
        .values(placeholders(columns) as Row<T>)
        .prepare(),
    );
    return Number(statement.run(complete(columns, row)).lastInsertRowid);
  }

  /** Inserts the row, or gives the one of the same id its values. */
  put<T extends SQLiteTable & { id: AnySQLiteColumn }>(table: T, row: Row<T> & { id: number }, created: boolean): void {
    if (created) {
      this.insert(table, row);
      return;
    }
    const columns = written(table);
    const statement = this.once(`update ${getTableName(table)}`, (tx) =>
      tx
        .update(table)
        .set(placeholders(columns.filter((column) => column !== 'id')) as never)
        .where(sql`${table.id} = ${sql.placeholder('id')}`)
        .prepare(),
    );
    statement.run(complete(columns, row));
  }

  /** Writes the row under its key: the id of one that is there already stays. */
  upsert<T extends KeyedTable>(table: T, row: Row<T> & { key: string }): Written {
    const found = this.once(`find ${getTableName(table)}`, (tx) =>
      tx
        .select({ id: sql<number>`${table.id}` })
        .from(table as SQLiteTable)
        .where(sql`${table.key} = ${sql.placeholder('key')}`)
        .prepare(),
    ).get({ key: row.key }) as { id: number } | undefined;
    if (!found) return { id: this.insert(table, row), created: true };
    this.put(table, { ...row, id: found.id }, false);
    return { id: found.id, created: false };
  }

  /** Makes `rows` the only ones of `owner` in a list. */
  replace<T extends SQLiteTable>(table: T, owner: AnySQLiteColumn, id: number, rows: readonly Row<T>[]): void {
    this.once(`clear ${getTableName(table)}.${owner.name}`, (tx) =>
      tx
        .delete(table)
        .where(sql`${owner} = ${sql.placeholder('id')}`)
        .prepare(),
    ).run({ id });
    for (const row of rows) this.insert(table, row);
  }

  /** Makes what `select` gives for `owner` its only rows in a derived table. */
  rederive(table: SQLiteTable, owner: AnySQLiteColumn, id: number, name: string, select: () => SQL): void {
    this.replace(table, owner, id, []);
    this.once(`derive ${getTableName(table)} ${name}`, (tx) => tx.insert(table).select(select()).prepare()).run({ id });
  }
}

/** What has been prepared on the transaction's connection, by the name that it was given. */
function keptOf(tx: Transaction): Map<string, unknown> {
  const { session } = tx._;
  const kept = prepared.get(session) ?? new Map<string, unknown>();
  prepared.set(session, kept);
  return kept;
}
const prepared = new WeakMap<object, Map<string, unknown>>();

/** The columns that a row gives: those with a default (the kind of a party or entry) are constants. */
function written(table: SQLiteTable): readonly string[] {
  const known = columnsOf.get(table);
  if (known) return known;
  const columns = Object.entries(getColumns(table)).flatMap(([name, column]) =>
    column.default === undefined ? name : [],
  );
  columnsOf.set(table, columns);
  return columns;
}
const columnsOf = new Map<SQLiteTable, readonly string[]>();

const placeholders = (columns: readonly string[]): Values =>
  Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]));

const complete = (columns: readonly string[], row: Values): Values =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
