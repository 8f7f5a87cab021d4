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

/** The same SQL with nothing in it to go down into: whole texts, and the values between them. Undefined where it holds what only Drizzle can render. */
export function flat(query: SQL): SQL | undefined {
  const chunks: unknown[] = [];
  let texts: string[] = [];
  const end = (): void => {
    // What is joined is one string; what is added up remembers all its parts.
    if (texts.length > 0) chunks.push(new StringChunk(texts.join('')));
    texts = [];
  };
  const whole = walk(query, {
    text: (text) => void texts.push(text),
    value: (value) => {
      end();
      chunks.push(value);
    },
  });
  end();
  return whole ? new SQL(chunks as StringChunk[]) : undefined;
}

/** False where it meets what only Drizzle can render. */
function append(query: SQL, rendered: Rendered): boolean {
  return walk(query, {
    text: (text) => {
      rendered.sql += text;
    },
    value: (value) => {
      rendered.sql += '?';
      rendered.params.push(value);
    },
  });
}

interface Sink {
  text(text: string): void;
  value(value: unknown): void;
}

function walk({ queryChunks }: SQL, sink: Sink): boolean {
  for (const chunk of queryChunks as unknown[]) {
    if (chunk instanceof StringChunk)
      sink.text(chunk.value.length === 1 ? (chunk.value[0] ?? '') : chunk.value.join(''));
    else if (chunk instanceof SQL) {
      if (!walk(chunk, sink)) return false;
    } else if (isValue(chunk)) sink.value(chunk);
    else if (chunk !== undefined) return false;
  }
  return true;
}

const isValue = (chunk: unknown): boolean =>
  chunk === null ||
  typeof chunk === 'string' ||
  typeof chunk === 'number' ||
  typeof chunk === 'boolean' ||
  chunk instanceof Uint8Array;
