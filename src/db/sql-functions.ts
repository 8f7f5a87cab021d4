import type Sqlite from 'better-sqlite3';

/** A statement has found null, or a word of no list, where every record has a value. */
export class UnexpectedNullError extends Error {}

/** What SQL can't do by itself. */
export function registerSqlFunctions(client: Sqlite.Database): void {
  client.function('base64url', { deterministic: true }, (text: unknown) =>
    Buffer.from(String(text)).toString('base64url'),
  );
  // SQLite is not to call it before it is needed.
  client.function('absent', { deterministic: false }, () => {
    throw new UnexpectedNullError('A value is missing that every record has.');
  });
}
