import { SQL, StringChunk } from 'drizzle-orm';
import { SQLiteDialect } from 'drizzle-orm/sqlite-core';

export interface Rendered {
  sql: string;
  params: unknown[];
}

const dialect = new SQLiteDialect();

/** The text of a query and its values. Drizzle renders anything; what a selection compiles to is text and values, which takes a tenth of that. */
export function render(query: SQL): Rendered {
  const known = reused.get(query);
  if (known) return known;
  const rendered: Rendered = { sql: '', params: [] };
  return append(query, rendered) ? rendered : dialect.sqlToQuery(query);
}

const reused = new WeakMap<SQL, Rendered>();

/** Renders a query that will be run again once for all: for as long as the query itself is kept. Answers the text's length. */
export function reusable(query: SQL): number {
  const rendered = render(query);
  reused.set(query, rendered);
  return rendered.sql.length;
}

/** False where it meets what only Drizzle can render. */
function append({ queryChunks }: SQL, rendered: Rendered): boolean {
  for (const chunk of queryChunks as unknown[]) {
    if (chunk instanceof StringChunk) rendered.sql += chunk.value.length === 1 ? chunk.value[0] : chunk.value.join('');
    else if (chunk instanceof SQL) {
      if (!append(chunk, rendered)) return false;
    } else if (isValue(chunk)) {
      rendered.sql += '?';
      rendered.params.push(chunk);
    } else if (chunk !== undefined) return false;
  }
  return true;
}

const isValue = (chunk: unknown): boolean =>
  chunk === null || typeof chunk === 'string' || typeof chunk === 'number' || typeof chunk === 'boolean' || chunk instanceof Uint8Array;
