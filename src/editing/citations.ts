import { serializeClaimValue } from '../model/records/claim.ts';
import { recordSchemas } from '../model/records/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { RecordFields } from './edit-types.ts';

export type Citation = Readonly<{
  source?: unknown;
  field?: unknown;
  value?: unknown;
  rank?: unknown;
  reason?: unknown;
}>;

export const hasCitations = (noun: RecordNoun): boolean => 'citations' in recordSchemas[noun].shape;

/** Returns the citations in a field; an empty list if it has none. */
export const readCitations = (fields: RecordFields, name: string): readonly Citation[] =>
  Array.isArray(fields[name]) ? (fields[name] as Citation[]) : [];

/** Cites the source of the edit for a record without citations. */
export const withDefaultCitation = (
  record: RecordFields & { noun: RecordNoun },
  source: string | undefined,
): RecordFields & { noun: RecordNoun } =>
  hasCitations(record.noun) &&
  (record.citations == null || (Array.isArray(record.citations) && record.citations.length === 0))
    ? { ...record, citations: [{ source, basis: 'STATED' }] }
    : record;

interface Correction {
  /** The fields that it changes, and the record with them. */
  changedFields: readonly string[];
  corrected: RecordFields;
  source: string | undefined;
  reason: string | undefined;
  /** Evidence that the editor adds. */
  addedCitations: readonly Citation[];
}

/**
 * Returns the citations of a corrected record, without the added ones. Citations of former values are
 * removed, claims with a different value remain, and each new value cites the source of the edit,
 * unless an added citation supports it.
 */
export function correctCitations(
  current: readonly Citation[],
  { changedFields: changed, corrected: after, source, reason, addedCitations: added }: Correction,
): Citation[] {
  const remaining = current.flatMap((citation) => {
    if (typeof citation.field !== 'string' || !changed.includes(citation.field)) return [citation];
    if (citation.value === undefined) return [];
    return [
      serializeClaimValue(citation.value) === serializeClaimValue(after[citation.field])
        ? markPreferred(citation, reason)
        : demoteClaim(citation),
    ];
  });
  const supported = new Set(added.flatMap(({ field, value }) => (value == null ? [field] : [])));
  return [
    ...remaining,
    ...changed.flatMap((field) => (supported.has(field) ? [] : [{ source, field, basis: 'STATED' }])),
  ];
}

/** Marks the claim whose value the record now has as preferred. */
function markPreferred(claim: Citation, reason: string | undefined): Citation {
  const { reason: _former, ...rest } = claim;
  return { ...rest, rank: 'PREFERRED', ...(reason !== undefined && { reason }) };
}

/** Returns a claim whose value the record no longer has to normal rank. */
function demoteClaim(claim: Citation): Citation {
  const { reason: _former, ...rest } = claim;
  return claim.rank === 'PREFERRED' ? { ...rest, rank: 'NORMAL' } : claim;
}
