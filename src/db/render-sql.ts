import { SQL, StringChunk, sql } from 'drizzle-orm';
import { SQLiteDialect } from 'drizzle-orm/sqlite-core';

export interface RenderedQuery {
  sql: string;
  params: unknown[];
}

/**
 * A parameter, as an expression with the same value. SQLite looks into plain parameters when it plans a statement, and
 * then plans the statement again for each execution, which takes ten times as long as most statements run.
 */
const parameter = 'coalesce(?, NULL)';

/** Drizzle's dialect, with these parameters. */
export class ReadDialect extends SQLiteDialect {
  override escapeParam(): string {
    return parameter;
  }
}
const dialect = new ReadDialect();

/** Renders a query to text and parameters. Queries of text and values alone take a tenth of the time of Drizzle's renderer. */
export function renderSql(query: SQL): RenderedQuery {
  const cached = prerendered.get(query);
  if (cached) return cached;
  const rendered: RenderedQuery = { sql: '', params: [] };
  return appendSql(query, rendered) ? rendered : dialect.sqlToQuery(query);
}

const prerendered = new WeakMap<SQL, RenderedQuery>();
/** Returns a query that holds only its rendered text and parameters. */
export function createRenderedQuery(rendered: RenderedQuery): SQL {
  const handle = sql.empty();
  prerendered.set(handle, rendered);
  return handle;
}

/** Flattens nested SQL to alternating texts and values; undefined if it contains chunks that only Drizzle can render. */
export function flattenSql(query: SQL): SQL | undefined {
  const chunks: unknown[] = [];
  let texts: string[] = [];
  const end = (): void => {
    // `join` makes a flat string; concatenation would keep references to all parts.
    if (texts.length > 0) chunks.push(new StringChunk(texts.join('')));
    texts = [];
  };
  const isSupported = walkChunks(query, {
    text: (text) => void texts.push(text),
    value: (value) => {
      end();
      chunks.push(value);
    },
  });
  end();
  return isSupported ? new SQL(chunks as StringChunk[]) : undefined;
}

/** Returns false if the query contains chunks that only Drizzle can render. */
function appendSql(query: SQL, rendered: RenderedQuery): boolean {
  return walkChunks(query, {
    text: (text) => {
      rendered.sql += text;
    },
    value: (value) => {
      rendered.sql += parameter;
      rendered.params.push(value);
    },
  });
}

interface ChunkVisitor {
  text(text: string): void;
  value(value: unknown): void;
}

function walkChunks({ queryChunks }: SQL, visitor: ChunkVisitor): boolean {
  for (const chunk of queryChunks as unknown[]) {
    if (chunk instanceof StringChunk)
      visitor.text(chunk.value.length === 1 ? (chunk.value[0] ?? '') : chunk.value.join(''));
    else if (chunk instanceof SQL) {
      if (!walkChunks(chunk, visitor)) return false;
    } else if (isParameterValue(chunk)) visitor.value(chunk);
    else if (chunk !== undefined) return false;
  }
  return true;
}

const isParameterValue = (chunk: unknown): boolean =>
  chunk === null ||
  typeof chunk === 'string' ||
  typeof chunk === 'number' ||
  typeof chunk === 'boolean' ||
  chunk instanceof Uint8Array;

/** Adds the text of a statement to those of a reader. A long read repeats two statements, whose texts it stores once. */
export function addStatementText(statements: string[], text: string): void {
  const repeated = statements.slice(-2).find((earlier) => earlier === text);
  statements.push(repeated ?? text);
}
