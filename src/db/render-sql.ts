import { SQL, StringChunk, sql } from 'drizzle-orm';
import { SQLiteDialect } from 'drizzle-orm/sqlite-core';
import { LRUCache } from 'lru-cache';

export interface RenderedQuery {
  sql: string;
  params: unknown[];
}

const dialect = new SQLiteDialect();

/** The text of a query and its values. Drizzle renders anything; what a selection compiles to is text and values, which takes a tenth of that. */
export function renderSql(query: SQL): RenderedQuery {
  const known = prerendered.get(query);
  if (known) return known;
  const rendered: RenderedQuery = { sql: '', params: [] };
  return appendSql(query, rendered) ? rendered : dialect.sqlToQuery(query);
}

const prerendered = new WeakMap<SQL, RenderedQuery>();
/** Texts of which every rendering is the same string. */
const sharedTexts = new LRUCache<string, string>({ max: 5_000 });

/** The query as one that is rendered already, for as long as that one is kept: it holds its text and its values, and no more. */
export function prerenderSql(query: SQL): SQL {
  const { sql: text, params } = renderSql(query);
  const shared = sharedTexts.get(text) ?? text;
  sharedTexts.set(shared, shared);
  const light = sql.empty();
  prerendered.set(light, { sql: shared, params });
  return light;
}

/** The same SQL with nothing in it to go down into: whole texts, and the values between them. Undefined where it holds what only Drizzle can render. */
export function flattenSql(query: SQL): SQL | undefined {
  const chunks: unknown[] = [];
  let texts: string[] = [];
  const end = (): void => {
    // What is joined is one string; what is added up remembers all its parts.
    if (texts.length > 0) chunks.push(new StringChunk(texts.join('')));
    texts = [];
  };
  const whole = walkChunks(query, {
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
function appendSql(query: SQL, rendered: RenderedQuery): boolean {
  return walkChunks(query, {
    text: (text) => {
      rendered.sql += text;
    },
    value: (value) => {
      rendered.sql += '?';
      rendered.params.push(value);
    },
  });
}

interface ChunkVisitor {
  text(text: string): void;
  value(value: unknown): void;
}

function walkChunks({ queryChunks }: SQL, sink: ChunkVisitor): boolean {
  for (const chunk of queryChunks as unknown[]) {
    if (chunk instanceof StringChunk)
      sink.text(chunk.value.length === 1 ? (chunk.value[0] ?? '') : chunk.value.join(''));
    else if (chunk instanceof SQL) {
      if (!walkChunks(chunk, sink)) return false;
    } else if (isParameterValue(chunk)) sink.value(chunk);
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
