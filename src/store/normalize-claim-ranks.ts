import type { RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';

type Claim = Readonly<{ field?: string; value?: unknown; rank?: string; reason?: string }>;

/**
 * Returns the record with a single rank per value, after evidence from two places was combined.
 * Only the record's own value may be preferred; otherwise the first rank of a value wins.
 */
export function normalizeClaimRanks(document: RecordJson): RecordJson {
  const citations = Array.isArray(document.citations) ? (document.citations as Claim[]) : [];
  const claimedValue = ({ field, value }: Claim): string | null =>
    serializeClaimValue(value ?? (field === undefined ? undefined : document[field]));
  const withRank = (claim: Claim): Claim => {
    const { field, rank, reason: _reason, ...rest } = claim;
    if (field === undefined || rank === undefined) return claim;
    const isServed = claimedValue(claim) === serializeClaimValue(document[field]);
    const equalClaims = citations.filter(
      (other) => other.field === field && other.rank !== undefined && claimedValue(other) === claimedValue(claim),
    );
    const chosen = equalClaims.find((other) => (other.rank === 'PREFERRED') === isServed) ?? equalClaims[0] ?? claim;
    if (!isServed && chosen.rank === 'PREFERRED') return { ...rest, field, rank: 'NORMAL' };
    const { rank: chosenRank = rank, reason } = chosen;
    return chosenRank === rank ? claim : { ...rest, field, rank: chosenRank, ...(reason !== undefined && { reason }) };
  };
  return citations.length === 0 ? document : { ...document, citations: citations.map(withRank) };
}
