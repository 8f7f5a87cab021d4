import type { SQL } from 'drizzle-orm';
import type { Reader, ReadOptions } from './database.ts';
import { limitTime } from './deadline.ts';
import type { ReadConnection, StatementLimits } from './read-connection.ts';
import { addStatementText, type RenderedQuery, renderSql } from './render-sql.ts';

/** Runs `work` on one snapshot of the connection. Its statements share the time, unless it is that of each. */
export async function readSnapshot<T>(
  connection: ReadConnection,
  work: (reader: Reader) => Promise<T> | T,
  { withinMs = Infinity, isPerStatement = false, attempt }: ReadOptions,
): Promise<T> {
  const statements: string[] = [];
  let remainingMs = withinMs;
  const timed = <R>(query: SQL, read: (rendered: RenderedQuery, limits: StatementLimits) => unknown): R => {
    const rendered = renderSql(query);
    addStatementText(statements, rendered.sql);
    const startedAt = performance.now();
    try {
      return read(rendered, { withinMs: limitTime(query, remainingMs), attempt }) as R;
    } finally {
      if (!isPerStatement) remainingMs -= performance.now() - startedAt;
    }
  };
  connection.begin();
  try {
    return await work({
      statements,
      all: async <Row>(query: SQL) => timed<Row[]>(query, (rendered, limits) => connection.all(rendered, limits)),
      get: async <Row>(query: SQL) =>
        timed<Row | undefined>(query, (rendered, limits) => connection.get(rendered, limits)),
    });
  } finally {
    connection.commit();
  }
}
