import type { RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';

type Claim = Readonly<{ field?: string; value?: unknown; rank?: string; reason?: string }>;

/**
 * Returns the record with a single rank per value, after evidence from two places was combined.
 * Only the record's own value may be preferred; otherwise the first rank of a value wins.
 */
export function normalizeClaimRanks(document: RecordJson): RecordJson {
  const citations = Array.isArray(document.citations) ? (document.citations as Claim[]) : [];
  const stated = ({ field, value }: Claim): string | null =>
    serializeClaimValue(value ?? (field === undefined ? undefined : document[field]));
  const withRank = (one: Claim): Claim => {
    const { field, rank, reason: _reason, ...rest } = one;
    if (field === undefined || rank === undefined) return one;
    const isServed = stated(one) === serializeClaimValue(document[field]);
    const alike = citations.filter(
      (other) => other.field === field && other.rank !== undefined && stated(other) === stated(one),
    );
    const chosen = alike.find((other) => (other.rank === 'PREFERRED') === isServed) ?? alike[0] ?? one;
    if (!isServed && chosen.rank === 'PREFERRED') return { ...rest, field, rank: 'NORMAL' };
    const { rank: held = rank, reason } = chosen;
    return held === rank ? one : { ...rest, field, rank: held, ...(reason !== undefined && { reason }) };
  };
  return citations.length === 0 ? document : { ...document, citations: citations.map(withRank) };
}
