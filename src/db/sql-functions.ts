import type Sqlite from 'better-sqlite3';

/** A statement found null, or a value outside its vocabulary, where every record has a value. */
export class UnexpectedNullError extends Error {}

/** Registers the custom SQL functions of every connection. */
export function registerSqlFunctions(client: Sqlite.Database): void {
  client.function('base64url', { deterministic: true }, (text: unknown) =>
    Buffer.from(String(text)).toString('base64url'),
  );
  // A deterministic function without arguments could be called even if its result is not needed.
  client.function('absent', { deterministic: false }, () => {
    throw new UnexpectedNullError('A value is missing that every record has.');
  });
}
