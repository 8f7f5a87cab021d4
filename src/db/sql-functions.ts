import type Sqlite from 'better-sqlite3';
import { ChanceryError } from '../model/errors.ts';
import { toHtmlHighlights } from './queries/highlights.ts';
import { countIndependentSources } from './queries/independent-sources.ts';

/** Thrown where a value that the schema requires is null, or is not in its vocabulary. */
export class UnexpectedNullError extends Error {}

/** Registers the functions that our SQL calls and SQLite does not have. */
export function registerSqlFunctions(client: Sqlite.Database): void {
  const pure = { deterministic: true };
  client.function('base64url', pure, (text: unknown) => Buffer.from(String(text)).toString('base64url'));
  client.function('html_highlights', pure, (title: string | null, body: string | null) =>
    JSON.stringify(toHtmlHighlights([title, body])),
  );
  client.function('independent_source_count', pure, (lineages: string) =>
    countIndependentSources(JSON.parse(lineages)),
  );
  // SQLite may call a deterministic function before the branch that calls it is taken.
  client.function('absent', { deterministic: false }, () => {
    throw new UnexpectedNullError('A required value is missing.');
  });
  client.function('cost_limit_error', { deterministic: false }, (message: unknown) => {
    throw new ChanceryError('COST_LIMIT', String(message));
  });
}
