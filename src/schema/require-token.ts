import type { SQL } from 'drizzle-orm';
import { ChanceryError } from '../model/errors.ts';
import type { Context } from './context.ts';
import type { StatementResult } from './plan/sql-field.ts';

/** Runs a statement for holders of a token; throws UNAUTHENTICATED for all others. */
export async function readWithToken(query: SQL, context: Context): Promise<StatementResult | undefined> {
  const authentication = await context.authenticate();
  if ('denialReason' in authentication) throw new ChanceryError('UNAUTHENTICATED', authentication.denialReason);
  return await context.reader.get<StatementResult>(query);
}
