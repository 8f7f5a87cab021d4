import { serializeClaimValue } from '../model/records/claim.ts';
import { recordSchemas } from '../model/records/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { RecordFields } from './edit-types.ts';

type Citation = Readonly<{ source?: unknown; field?: unknown; value?: unknown; rank?: unknown; reason?: unknown }>;

export const hasCitations = (noun: RecordNoun): boolean => 'citations' in recordSchemas[noun].shape;

/** The list at a field; none where there is no list. */
export const readCitations = (fields: RecordFields, name: string): readonly Citation[] =>
  Array.isArray(fields[name]) ? (fields[name] as Citation[]) : [];

/** A record that cites nothing rests as a whole on the source of the write. */
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
 * The evidence of a corrected record, without what is added to it: what supported a former value goes, claims of a value of their own stay,
 * and each new value rests on the source of the write, unless what is added says more.
 */
export function correctCitations(
  standing: readonly Citation[],
  { changedFields: changed, corrected: after, source, reason, addedCitations: added }: Correction,
): Citation[] {
  const kept = standing.flatMap((one) => {
    if (typeof one.field !== 'string' || !changed.includes(one.field)) return [one];
    if (one.value === undefined) return [];
    return [
      serializeClaimValue(one.value) === serializeClaimValue(after[one.field])
        ? markPreferred(one, reason)
        : demoteClaim(one),
    ];
  });
  const supported = new Set(added.flatMap(({ field, value }) => (value == null ? [field] : [])));
  return [...kept, ...changed.flatMap((field) => (supported.has(field) ? [] : [{ source, field, basis: 'STATED' }]))];
}

/** The claim that the record now follows is its preferred one. */
function markPreferred(claim: Citation, reason: string | undefined): Citation {
  const { reason: _former, ...rest } = claim;
  return { ...rest, rank: 'PREFERRED', ...(reason !== undefined && { reason }) };
}

/** A claim that the record follows no more is one among others. */
function demoteClaim(claim: Citation): Citation {
  const { reason: _former, ...rest } = claim;
  return claim.rank === 'PREFERRED' ? { ...rest, rank: 'NORMAL' } : claim;
}
