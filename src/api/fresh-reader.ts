import type { Database, Reader } from '../db/client.ts';

/** Each statement on a snapshot of its own, so that it sees what was written before it, and none is held open meanwhile. */
export function freshReader(db: Database): Reader {
  const statements: string[] = [];
  const alone = <T>(work: (reader: Reader) => Promise<T>): Promise<T> =>
    db.read(async (reader) => {
      try {
        return await work(reader);
      } finally {
        statements.push(...reader.statements);
      }
    });
  return {
    statements,
    all: (query) => alone((reader) => reader.all(query)),
    one: (query) => alone((reader) => reader.one(query)),
  };
}
