import { getColumns, getTableName, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core';
import type { SourceTextLookup, Transaction } from '../db/database.ts';
import type { Attribution } from './history.ts';
import { ReferenceResolver } from './reference-resolver.ts';

type RowValues = Record<string, unknown>;
type KeyedTable = SQLiteTable & { id: AnySQLiteColumn; key: AnySQLiteColumn };
export type InsertRow<T extends SQLiteTable> = InferInsertModel<T>;
export interface WriteResult {
  id: number;
  created: boolean;
}

/** Writes the rows of one transaction. Drizzle prepares every query anew, so each statement is prepared once for a connection and kept. */
export class Writer {
  readonly references: ReferenceResolver;
  /** The texts of sources, where they are at hand. */
  readonly sourceTexts: SourceTextLookup | undefined;
  /** Who writes, and why. */
  attribution: Attribution;
  /** Former versions are written for a while: what was not known then does not refuse them. */
  isHistorical = false;
  /** The instant of the transaction. */
  readonly now = new Date().toISOString();
  readonly #tx: Transaction;
  readonly #statements: Map<string, unknown>;

  constructor(tx: Transaction, act: Attribution, texts?: SourceTextLookup) {
    this.#tx = tx;
    this.#statements = getStatementCache(tx);
    this.sourceTexts = texts;
    this.attribution = act;
    this.references = new ReferenceResolver(this);
  }

  /** Runs `work` so that all of it happens or none. */
  inSavepoint<T>(work: () => T): T {
    // Not Drizzle's own savepoints: it leaves one that failed on the stack, and what is around it then goes back no further than to that.
    this.#runCommand('SAVEPOINT whole');
    let result: T;
    try {
      result = work();
    } catch (fault) {
      this.references.clearCache();
      try {
        this.#runCommand('ROLLBACK TO whole');
        this.#runCommand('RELEASE whole');
      } catch {
        // A full disk takes the savepoint away: what came first is the cause.
        throw new Error('The transaction is lost.', { cause: fault });
      }
      throw fault;
    }
    this.#runCommand('RELEASE whole');
    return result;
  }

  /** What comes with every record is prepared once; Drizzle would prepare it twice each time. */
  #runCommand(text: string): void {
    this.prepareOnce(text, (tx) => tx._.session.prepareQuery({ sql: text, params: [] }, 'raw', false, 'run')).run();
  }

  /** Runs `work` in another's name, or for another reason. */
  withAttribution<T>(act: Attribution, work: () => T): T {
    const before = this.attribution;
    this.attribution = act;
    try {
      return work();
    } finally {
      this.attribution = before;
    }
  }

  /** What `work` gives, with all that it wrote undone. */
  runAndRollBack<T>(work: () => T): T {
    const undo = new Error('Tried only.');
    let result: { value: T } | undefined;
    try {
      this.inSavepoint(() => {
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
  prepareOnce<Statement>(name: string, prepare: (tx: Transaction) => Statement): Statement {
    if (!this.#statements.has(name)) this.#statements.set(name, prepare(this.#tx));
    return this.#statements.get(name) as Statement;
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
  insert<T extends SQLiteTable>(table: T, row: InsertRow<T>): number {
    const columns = writableColumns(table);
    const statement = this.prepareOnce(`insert ${getTableName(table)}`, (tx) =>
      tx
        .insert(table)
        .values(placeholders(columns) as InsertRow<T>)
        .prepare(),
    );
    return Number(statement.run(fillMissingColumns(columns, row)).lastInsertRowid);
  }

  /** Inserts the row, or gives the one of the same id its values. */
  save<T extends SQLiteTable & { id: AnySQLiteColumn }>(
    table: T,
    row: InsertRow<T> & { id: number },
    created: boolean,
  ): void {
    if (created) {
      this.insert(table, row);
      return;
    }
    const columns = writableColumns(table);
    const statement = this.prepareOnce(`update ${getTableName(table)}`, (tx) =>
      tx
        .update(table)
        .set(placeholders(columns.filter((column) => column !== 'id')) as SQLiteUpdateSetSource<T>)
        .where(sql`${table.id} = ${sql.placeholder('id')}`)
        .prepare(),
    );
    statement.run(fillMissingColumns(columns, row));
  }

  /** Writes the row under its key: the id of one that is there already stays. */
  upsert<T extends KeyedTable>(table: T, row: InsertRow<T> & { key: string }): WriteResult {
    const found = this.prepareOnce(`find ${getTableName(table)}`, (tx) =>
      tx
        .select({ id: sql<number>`${table.id}` })
        .from(table as SQLiteTable)
        .where(sql`${table.key} = ${sql.placeholder('key')}`)
        .prepare(),
    ).get({ key: row.key }) as { id: number } | undefined;
    if (!found) return { id: this.insert(table, row), created: true };
    this.save(table, { ...row, id: found.id }, false);
    return { id: found.id, created: false };
  }

  /** Makes `rows` the only ones of `owner` in a list. */
  replaceRows<T extends SQLiteTable>(
    table: T,
    owner: AnySQLiteColumn,
    id: number,
    rows: readonly InsertRow<T>[],
  ): void {
    this.prepareOnce(`clear ${getTableName(table)}.${owner.name}`, (tx) =>
      tx
        .delete(table)
        .where(sql`${owner} = ${sql.placeholder('id')}`)
        .prepare(),
    ).run({ id });
    for (const row of rows) this.insert(table, row);
  }

  /** Makes what `select` gives for `owner` its only rows in a derived table. */
  refreshDerivedRows(table: SQLiteTable, owner: AnySQLiteColumn, id: number, name: string, select: () => SQL): void {
    this.replaceRows(table, owner, id, []);
    this.prepareOnce(`derive ${getTableName(table)} ${name}`, (tx) => tx.insert(table).select(select()).prepare()).run({
      id,
    });
  }
}

/** What has been prepared on the transaction's connection, by the name that it was given. */
function getStatementCache(tx: Transaction): Map<string, unknown> {
  const { session } = tx._;
  const kept = statementCaches.get(session) ?? new Map<string, unknown>();
  statementCaches.set(session, kept);
  return kept;
}
const statementCaches = new WeakMap<object, Map<string, unknown>>();

/** The columns that a row gives: those with a default (the kind of a party or entry) are constants. */
function writableColumns(table: SQLiteTable): readonly string[] {
  const known = writableColumnsCache.get(table);
  if (known) return known;
  const columns = Object.entries(getColumns(table)).flatMap(([name, column]) =>
    column.default === undefined ? name : [],
  );
  writableColumnsCache.set(table, columns);
  return columns;
}
const writableColumnsCache = new Map<SQLiteTable, readonly string[]>();

const placeholders = (columns: readonly string[]): RowValues =>
  Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]));

const fillMissingColumns = (columns: readonly string[], row: RowValues): RowValues =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
