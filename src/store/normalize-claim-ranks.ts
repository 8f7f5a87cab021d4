import type { RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';

/** A citation of a record in the interchange format. */
export type CitationJson = Readonly<{
  source?: string;
  field?: string;
  basis?: string;
  value?: unknown;
  rank?: string | undefined;
  reason?: string;
  voice?: string;
  spans?: unknown;
}>;

export const getCitations = ({ citations }: RecordJson): readonly CitationJson[] =>
  Array.isArray(citations) ? (citations as CitationJson[]) : [];

/**
 * Returns the record with a single rank per value, after evidence from two places was combined.
 * Only the record's own value may be preferred; otherwise the first rank of a value wins.
 */
export function normalizeClaimRanks(document: RecordJson): RecordJson {
  const citations = getCitations(document);
  const claimedValue = ({ field, value }: CitationJson): string | null =>
    serializeClaimValue(value ?? (field === undefined ? undefined : document[field]));
  const withRank = (claim: CitationJson): CitationJson => {
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
