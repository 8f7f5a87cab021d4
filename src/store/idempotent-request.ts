import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { dataset, requests } from '../db/tables/index.ts';
import type { Writer } from './writer.ts';

interface IdempotencyKey {
  tokenId: number;
  key: string;
}

const findRequest = (tx: Transaction) =>
  tx
    .select({ digest: requests.digest, outcome: requests.outcome })
    .from(requests)
    .where(and(eq(requests.tokenId, sql.placeholder('tokenId')), eq(requests.key, sql.placeholder('key'))))
    .prepare();

/** Finds the request that a token sent with an idempotency key, and its outcome. */
export const findIdempotentRequest = (
  writer: Writer,
  { tokenId, key }: IdempotencyKey,
): { digest: string; outcome: string } | undefined => writer.prepare(findRequest).get({ tokenId, key });

/** Stores the outcome of a request, in the transaction of its write. */
export function saveIdempotentRequest(
  writer: Writer,
  request: IdempotencyKey & { digest: string; outcome: string },
): void {
  const sequence =
    writer.get<{ sequence: number }>(sql`SELECT ${dataset.sequence} AS "sequence" FROM ${dataset}`)?.sequence ?? 0;
  writer.insert(requests, { ...request, sequence });
}
