import { SQL, StringChunk, sql } from 'drizzle-orm';
import { SQLiteDialect } from 'drizzle-orm/sqlite-core';
import { LRUCache } from 'lru-cache';

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
/** Texts of which every rendering is the same string. */
const texts = new LRUCache<string, string>({ max: 5_000 });

/** The query as one that is rendered already, for as long as that one is kept: it holds its text and its values, and no more. */
export function reusable(query: SQL): SQL {
  const { sql: text, params } = render(query);
  const shared = texts.get(text) ?? text;
  texts.set(shared, shared);
  const light = sql.empty();
  reused.set(light, { sql: shared, params });
  return light;
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
