import { claimText } from '../model/records/claim.ts';
import { recordSchemas } from '../model/records/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { Fields } from './edit-types.ts';

type Citation = Readonly<{ source?: unknown; field?: unknown; value?: unknown; rank?: unknown; reason?: unknown }>;

export const hasEvidence = (noun: RecordNoun): boolean => 'citations' in recordSchemas[noun].shape;

/** The list at a field; none where there is no list. */
export const listAt = (fields: Fields, name: string): readonly Citation[] =>
  Array.isArray(fields[name]) ? (fields[name] as Citation[]) : [];

/** A record that cites nothing rests as a whole on the source of the write. */
export const withSource = (
  record: Fields & { noun: RecordNoun },
  source: string | undefined,
): Fields & { noun: RecordNoun } =>
  hasEvidence(record.noun) &&
  (record.citations == null || (Array.isArray(record.citations) && record.citations.length === 0))
    ? { ...record, citations: [{ source, basis: 'STATED' }] }
    : record;

interface Correction {
  /** The fields that it changes, and the record with them. */
  changed: readonly string[];
  after: Fields;
  source: string | undefined;
  reason: string | undefined;
  /** Evidence that the editor adds. */
  added: readonly Citation[];
}

/**
 * The evidence of a corrected record, without what is added to it: what supported a former value goes, claims of a value of their own stay,
 * and each new value rests on the source of the write, unless what is added says more.
 */
export function evidenceAfter(
  standing: readonly Citation[],
  { changed, after, source, reason, added }: Correction,
): Citation[] {
  const kept = standing.flatMap((one) => {
    if (typeof one.field !== 'string' || !changed.includes(one.field)) return [one];
    if (one.value === undefined) return [];
    return [claimText(one.value) === claimText(after[one.field]) ? served(one, reason) : notServed(one)];
  });
  const supported = new Set(added.flatMap(({ field, value }) => (value == null ? [field] : [])));
  return [...kept, ...changed.flatMap((field) => (supported.has(field) ? [] : [{ source, field, basis: 'STATED' }]))];
}

/** The claim that the record now follows is its preferred one. */
function served(claim: Citation, reason: string | undefined): Citation {
  const { reason: _former, ...rest } = claim;
  return { ...rest, rank: 'PREFERRED', ...(reason !== undefined && { reason }) };
}

/** A claim that the record follows no more is one among others. */
function notServed(claim: Citation): Citation {
  const { reason: _former, ...rest } = claim;
  return claim.rank === 'PREFERRED' ? { ...rest, rank: 'NORMAL' } : claim;
}
