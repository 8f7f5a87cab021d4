import type { RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';
import { normalizeClaimRanks } from './normalize-claim-ranks.ts';

interface Citation {
  source: string;
  field?: string;
  basis: string;
  value?: unknown;
  rank?: string;
  reason?: string;
  voice?: string;
  spans?: unknown;
}

interface MergeResult {
  document: RecordJson;
  /** The fields whose correction is retained; the imported value becomes a claim. */
  claimedFields: string[];
  /** Of those, the fields without a citation in the input: their value cannot become a claim. */
  uncitedFields: string[];
}

const unmergedFields: ReadonlySet<string> = new Set(['noun', 'key', 'citations']);
const isSameValue = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Merges a new import (`theirs`) into a record (`ours`) that others have corrected since `base`,
 * the version last imported. Changes to fields that were not corrected are applied, corrections are
 * retained, and where both changed a field, the imported value becomes a claim.
 */
export function mergeThreeWay(base: RecordJson, ours: RecordJson, theirs: RecordJson): MergeResult {
  const merged: Record<string, unknown> = { ...ours };
  const corrected: string[] = [];
  for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [was, stands, says] = [base[field], ours[field], theirs[field]];
    if (unmergedFields.has(field) || isSameValue(says, stands) || isSameValue(says, was)) continue;
    if (isSameValue(stands, was) && !hasNewPreferredClaim(field, base, ours)) {
      if (says === undefined) delete merged[field];
      else merged[field] = says;
    } else if (says !== undefined) corrected.push(field);
  }
  const { citations: _citations, ...fields } = merged;
  const citations = mergeCitations(merged, corrected, { base, ours, theirs });
  const isClaimed = (field: string): boolean =>
    citations.some(
      (one) => one.field === field && serializeClaimValue(one.value) === serializeClaimValue(theirs[field]),
    );
  return {
    document: normalizeClaimRanks(citations.length > 0 ? { ...fields, citations } : fields),
    claimedFields: corrected,
    uncitedFields: corrected.filter((field) => !isClaimed(field)),
  };
}

/** Returns whether an editor has since confirmed the value by a PREFERRED claim. */
const hasNewPreferredClaim = (field: string, base: RecordJson, ours: RecordJson): boolean =>
  getCitations(ours).some(
    (one) => one.field === field && one.rank === 'PREFERRED' && !includesCitation(getCitations(base), one),
  );

function mergeCitations(
  merged: RecordJson,
  corrected: readonly string[],
  { base, ours, theirs }: Record<'base' | 'ours' | 'theirs', RecordJson>,
): Citation[] {
  const [before, here, input] = [getCitations(base), getCitations(ours), getCitations(theirs)];
  // Claims from the previous version of the input are dropped if that value has changed.
  const changed = Object.keys(base).filter(
    (field) => !unmergedFields.has(field) && !isSameValue(base[field], theirs[field]),
  );
  const left = changed.flatMap((field) =>
    findSupportingCitations(base, field).map((one) => ({ ...one, value: base[field], rank: 'NORMAL' })),
  );
  const stays = here
    .filter((one) => includesCitation(input, one) || !(includesCitation(before, one) || includesCitation(left, one)))
    // Evidence that editors added supports the value before the merge.
    .map((one) => (includesCitation(input, one) ? one : withExplicitValue(one, ours, merged)));
  const added = input
    .filter((one) => !includesCitation(before, one) && !includesCitation(here, one))
    .map((one) => withExplicitValue(one, theirs, merged));
  const beside = corrected.flatMap((field) => [
    ...(stays.some((one) => one.field === field && supportsRecordValue(one, merged))
      ? []
      : findSupportingCitations(ours, field)),
    ...findSupportingCitations(theirs, field).map((one) => withExplicitValue(one, theirs, merged)),
  ]);
  const all = [...stays, ...added, ...beside];
  return all.filter((one, index) => all.findIndex((other) => includesCitation([other], one)) === index);
}

/** Returns whether a citation supports the value of the record. */
const supportsRecordValue = ({ field, value }: Citation, record: RecordJson): boolean =>
  field !== undefined && (value === undefined || serializeClaimValue(value) === serializeClaimValue(record[field]));

/** Returns the citations of a field; if there are none, those of the record as a whole. */
function findSupportingCitations(record: RecordJson, field: string): Citation[] {
  const own = getCitations(record).filter((one) => one.field === field && supportsRecordValue(one, record));
  const whole = getCitations(record).filter((one) => one.field === undefined);
  if (own.length > 0) return own;
  return (whole.length > 0 ? whole : getCitations(record).slice(0, 1)).map((one) => {
    const { value: _value, rank: _rank, reason: _reason, ...rest } = one;
    return { ...rest, field };
  });
}

/** Adds the cited value explicitly if the merged record has a different one. */
function withExplicitValue(one: Citation, from: RecordJson, merged: RecordJson): Citation {
  const { field } = one;
  if (
    field === undefined ||
    one.value !== undefined ||
    from[field] === undefined ||
    isSameValue(from[field], merged[field])
  )
    return one;
  return { ...one, value: from[field], rank: one.rank ?? 'NORMAL' };
}

const includesCitation = (list: readonly Citation[], one: Citation): boolean =>
  list.some((other) => citationIdentity(other) === citationIdentity(one));

const citationIdentity = ({ source, field, basis, value, rank, reason, voice, spans }: Citation): string =>
  JSON.stringify([source, field, basis, serializeClaimValue(value), rank, reason, voice, spans]);

const getCitations = ({ citations }: RecordJson): readonly Citation[] =>
  Array.isArray(citations) ? (citations as Citation[]) : [];
