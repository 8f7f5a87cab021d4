import { desc, type GetColumnData, getColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core';
import { getBulkStatements, type Transaction } from '../db/database.ts';
import { revisions } from '../db/tables/index.ts';
import { getColumn } from '../db/tables/noun-tables.ts';
import type { Attribution } from './history.ts';
import { ReferenceResolver } from './reference-resolver.ts';
import { SpanVerifier } from './span-texts.ts';
import { WriteBatch } from './write-batch.ts';

type KeyedTable = SQLiteTable & { id: AnySQLiteColumn; key: AnySQLiteColumn };
type Columns<T extends SQLiteTable> = T['_']['columns'];
/** A column with a default, which the database sets. Drizzle gives an integer primary key one too. */
interface DefaultColumn {
  readonly _: { readonly hasDefault: true; readonly isPrimaryKey: false };
}

/**
 * A row with every column, so that a column without a value is null explicitly. Only columns with a default are left out,
 * and an id that SQLite assigns.
 */
export type InsertRow<T extends SQLiteTable> = {
  [Name in keyof Columns<T> as Columns<T>[Name] extends DefaultColumn ? never : Exclude<Name, 'id'>]: GetColumnData<
    Columns<T>[Name]
  >;
} & { [Name in keyof Columns<T> & 'id']?: GetColumnData<Columns<T>[Name]> };

export interface WriteResult {
  id: number;
  created: boolean;
}

/** Writes the rows of one transaction. Statements are cached by connection, since Drizzle prepares every query again. */
export class Writer {
  readonly references: ReferenceResolver;
  readonly batch = new WriteBatch();
  /** The texts that spans are compared with. */
  readonly verifier: SpanVerifier;
  /** The spans that the transaction has deleted to write them again, with whether they were verified. */
  readonly knownSpans = new Map<string, boolean>();
  /** The author and the reason. */
  attribution: Attribution;
  /** Whether earlier versions are being written; references that were unknown at that time are then allowed. */
  isHistorical = false;
  /** The instant of the transaction. Not before that of an earlier write, even if the clock was set back. */
  readonly now: string;
  readonly #tx: Transaction;
  readonly #statements: StatementCache;
  /** Rows that were read before, by the defining function of their query and the id. */
  readonly #rows = new Map<unknown, Map<number, unknown>>();

  constructor(tx: Transaction, act: Attribution, verifier = new SpanVerifier()) {
    this.#tx = tx;
    this.#statements = getStatementCache(tx);
    this.now = this.#readClock();
    this.verifier = verifier;
    this.attribution = act;
    this.references = new ReferenceResolver(this);
  }

  #readClock(): string {
    const last = Date.parse(this.prepare(findLastRevision).get()?.recordedAt ?? '');
    return new Date(Number.isNaN(last) ? Date.now() : Math.max(Date.now(), last)).toISOString();
  }

  /** Runs `work` atomically. */
  inSavepoint<T>(work: () => T): T {
    // Drizzle's own savepoints are not used: it leaves a failed one on the stack, so an outer rollback stops there.
    this.#runCommand('SAVEPOINT whole');
    const { unverifiedCount } = this.verifier;
    const restoreBatch = this.batch.save();
    let result: T;
    try {
      result = work();
    } catch (fault) {
      this.clearCache();
      this.verifier.unverifiedCount = unverifiedCount;
      restoreBatch();
      try {
        this.#runCommand('ROLLBACK TO whole');
        this.#runCommand('RELEASE whole');
      } catch {
        // A full disk discards the savepoint: report the original error.
        throw new Error('The transaction is lost.', { cause: fault });
      }
      throw fault;
    }
    this.#runCommand('RELEASE whole');
    return result;
  }

  /** Runs a command that is executed for every record, so it is prepared once. */
  #runCommand(text: string): void {
    this.prepare(prepareCommand, text).run();
  }

  /** Runs `work` with another author or reason. */
  withAttribution<T>(act: Attribution, work: () => T): T {
    const before = this.attribution;
    this.attribution = act;
    try {
      return work();
    } finally {
      this.attribution = before;
    }
  }

  /** Returns the result of `work`, and rolls back everything that it wrote. */
  runAndRollBack<T>(work: () => T): T {
    const undo = new Error('Rolled back.');
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

  /** Returns the statement that `define` prepares: once for each connection and each combination of arguments. */
  prepare<Args extends readonly unknown[], Statement>(
    define: (tx: Transaction, ...args: Args) => Statement,
    ...args: Args
  ): Statement {
    let cache = this.#statements;
    for (const part of [define, ...args]) {
      const next: StatementCache = cache.next.get(part) ?? { next: new Map() };
      cache.next.set(part, next);
      cache = next;
    }
    cache.statement ??= define(this.#tx, ...args);
    return cache.statement as Statement;
  }

  /** Returns the row that a query finds for an id. It is read once until a record changes: only for rows of other records. */
  getCachedRow<Row>(define: (tx: Transaction) => { get(values: { id: number }): Row }, id: number): Row {
    const cached = this.#rows.get(define) ?? new Map<number, unknown>();
    this.#rows.set(define, cached);
    if (!cached.has(id)) cached.set(id, this.prepare(define).get({ id }));
    return cached.get(id) as Row;
  }

  /** Call after a rollback, or after a record has changed: cached ids may no longer exist, and cached rows differ. */
  clearCache(): void {
    this.references.clearCache();
    this.#rows.clear();
  }

  /** Returns the rows of a query. Not cached: prepare frequent queries instead. */
  all<R>(query: SQL): R[] {
    return this.#tx.all<R>(query);
  }

  get<R>(query: SQL): R | undefined {
    return this.#tx.get<R>(query);
  }

  run(query: SQL): void {
    this.#tx.run(query);
  }

  /** Inserts a row and returns its id, which SQLite assigns unless the row has one. */
  insert<T extends SQLiteTable>(table: T, row: InsertRow<T>): number {
    return this.insertRows(table, [row]);
  }

  /** Inserts rows and returns the id of the last. Ids that SQLite assigns are consecutive. */
  insertRows<T extends SQLiteTable>(table: T, rows: readonly InsertRow<T>[]): number {
    let lastId = 0;
    for (let first = 0; first < rows.length; first += maxRowsPerInsert) {
      const chunk = rows.slice(first, first + maxRowsPerInsert);
      const { statement, columns } = this.prepare(prepareInsert, table, chunk.length);
      lastId = Number(statement.run(...chunk.flatMap((row) => toValues(columns, row))).lastInsertRowid);
    }
    return lastId;
  }

  /** Inserts the row, or updates the row with the same id. */
  save<T extends SQLiteTable & { id: AnySQLiteColumn }>(
    table: T,
    row: InsertRow<T> & { id: number },
    created: boolean,
  ): void {
    if (created) {
      this.insert(table, row);
      return;
    }
    this.prepare(prepareUpdate<T>, table).run(row);
  }

  /** Inserts the row, or updates the row with the same key, which keeps its id. */
  upsert<T extends KeyedTable>(table: T, row: InsertRow<T> & { key: string }): WriteResult {
    const existing = this.prepare(findByKey, table).get({ key: row.key });
    if (!existing) return { id: this.insert(table, row), created: true };
    this.save(table, { ...row, id: existing.id }, false);
    return { id: existing.id, created: false };
  }

  /** Replaces the rows of a record in a list table, in which `owner` refers to it. */
  replaceRows<T extends SQLiteTable>(
    table: T,
    owner: AnySQLiteColumn,
    { id, created }: WriteResult,
    rows: readonly InsertRow<T>[],
  ): void {
    if (!created) this.prepare(deleteWhereOwner, table, owner).run({ id });
    this.insertRows(table, rows);
  }
}

const findLastRevision = (tx: Transaction) =>
  tx.select({ recordedAt: revisions.recordedAt }).from(revisions).orderBy(desc(revisions.sequence)).limit(1).prepare();

const prepareCommand = (tx: Transaction, text: string) =>
  tx._.session.prepareQuery({ sql: text, params: [] }, 'raw', false, 'run');

/** A statement for each number of rows is prepared. */
const maxRowsPerInsert = 16;

const prepareInsert = (tx: Transaction, table: SQLiteTable, rowCount: number) => {
  const columns = writableColumns(table);
  const names = columns.map((column) => sql.identifier(getColumn(table, column).name));
  const row = sql.raw(`(${columns.map(() => '?').join(', ')})`);
  const rows = sql.join(
    Array.from({ length: rowCount }, () => row),
    sql`, `,
  );
  const insert = sql`INSERT INTO ${sql.identifier(getTableName(table))} (${sql.join(names, sql`, `)}) VALUES ${rows}`;
  return { columns, statement: getBulkStatements(tx).prepare(insert) };
};

/** Returns the values of columns, as SQLite stores them. */
const toValues = (columns: readonly string[], row: Readonly<Record<string, unknown>>): unknown[] =>
  columns.map((column) => {
    const value = row[column] ?? null;
    return typeof value === 'boolean' ? Number(value) : value;
  });

const prepareUpdate = <T extends SQLiteTable & { id: AnySQLiteColumn }>(tx: Transaction, table: T) =>
  tx
    .update(table)
    .set(placeholders(writableColumns(table).filter((column) => column !== 'id')) as SQLiteUpdateSetSource<T>)
    .where(sql`${table.id} = ${sql.placeholder('id')}`)
    .prepare();

const findByKey = (tx: Transaction, table: KeyedTable) =>
  tx
    .select({ id: sql<number>`${table.id}` })
    .from<SQLiteTable>(table)
    .where(sql`${table.key} = ${sql.placeholder('key')}`)
    .prepare();

const deleteWhereOwner = (tx: Transaction, table: SQLiteTable, owner: AnySQLiteColumn) =>
  tx
    .delete(table)
    .where(sql`${owner} = ${sql.placeholder('id')}`)
    .prepare();

/** The prepared statements of a connection: a tree keyed by the defining function, then by its arguments. */
interface StatementCache {
  readonly next: Map<unknown, StatementCache>;
  statement?: unknown;
}

function getStatementCache(tx: Transaction): StatementCache {
  const { session } = tx._;
  const cache = statementCaches.get(session) ?? { next: new Map() };
  statementCaches.set(session, cache);
  return cache;
}
const statementCaches = new WeakMap<object, StatementCache>();

/** Returns the columns that rows set. Columns with a default (the kind of a party or entry) are constant. */
function writableColumns(table: SQLiteTable): readonly string[] {
  const cached = writableColumnsCache.get(table);
  if (cached) return cached;
  const columns = Object.entries(getColumns(table)).flatMap(([name, column]) =>
    column.default === undefined ? name : [],
  );
  writableColumnsCache.set(table, columns);
  return columns;
}
const writableColumnsCache = new Map<SQLiteTable, readonly string[]>();

const placeholders = (columns: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]));
