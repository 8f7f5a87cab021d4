import { isSameValue, type RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';
import { type CitationJson, getCitations, normalizeClaimRanks } from './normalize-claim-ranks.ts';

interface MergeResult {
  document: RecordJson;
  /** The fields whose correction is retained; the imported value becomes a claim. */
  claimedFields: string[];
  /** Of those, the fields without a citation in the input: their value cannot become a claim. */
  uncitedFields: string[];
}

const unmergedFields: ReadonlySet<string> = new Set(['noun', 'key', 'citations']);

/**
 * Merges a new import (`theirs`) into a record (`ours`) that others have corrected since `base`,
 * the version last imported. Changes to fields that were not corrected are applied, corrections are
 * retained, and where both changed a field, the imported value becomes a claim.
 */
export function mergeThreeWay(base: RecordJson, ours: RecordJson, theirs: RecordJson): MergeResult {
  const merged: Record<string, unknown> = { ...ours };
  const corrected: string[] = [];
  for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [baseValue, ourValue, theirValue] = [base[field], ours[field], theirs[field]];
    if (unmergedFields.has(field) || isSameValue(theirValue, ourValue) || isSameValue(theirValue, baseValue)) continue;
    if (field === 'attestedUntil' && baseValue === undefined) {
      merged[field] = latestAttestation(ourValue, theirValue);
      continue;
    }
    if (isSameValue(ourValue, baseValue) && !hasNewPreferredClaim(field, base, ours)) {
      if (theirValue === undefined) delete merged[field];
      else merged[field] = theirValue;
    } else if (theirValue !== undefined) corrected.push(field);
  }
  const { citations: _citations, ...fields } = merged;
  const citations = mergeCitations(merged, corrected, { base, ours, theirs });
  const isClaimed = (field: string): boolean =>
    citations.some(
      (citation) =>
        citation.field === field && serializeClaimValue(citation.value) === serializeClaimValue(theirs[field]),
    );
  return {
    document: normalizeClaimRanks(citations.length > 0 ? { ...fields, citations } : fields),
    claimedFields: corrected,
    uncitedFields: corrected.filter((field) => !isClaimed(field)),
  };
}

/** Two attestations of a term do not contradict each other: the later one extends the other. */
const latestAttestation = (...days: readonly unknown[]): unknown =>
  days
    .filter((day) => typeof day === 'string')
    .toSorted()
    .at(-1);

/** Returns whether an editor has since confirmed the value by a PREFERRED claim. */
const hasNewPreferredClaim = (field: string, base: RecordJson, ours: RecordJson): boolean =>
  getCitations(ours).some(
    (citation) =>
      citation.field === field && citation.rank === 'PREFERRED' && !includesCitation(getCitations(base), citation),
  );

function mergeCitations(
  merged: RecordJson,
  corrected: readonly string[],
  { base, ours, theirs }: Record<'base' | 'ours' | 'theirs', RecordJson>,
): CitationJson[] {
  const [baseCitations, ourCitations, theirCitations] = [getCitations(base), getCitations(ours), getCitations(theirs)];
  // Claims from the previous version of the input are dropped if that value has changed.
  const changed = Object.keys(base).filter(
    (field) => !unmergedFields.has(field) && !isSameValue(base[field], theirs[field]),
  );
  const outdated = changed.flatMap((field) =>
    findSupportingCitations(base, field).map((citation) => ({ ...citation, value: base[field], rank: 'NORMAL' })),
  );
  const retained = ourCitations
    .filter(
      (citation) =>
        includesCitation(theirCitations, citation) ||
        !(includesCitation(baseCitations, citation) || includesCitation(outdated, citation)),
    )
    // Evidence that editors added supports the value before the merge.
    .map((citation) =>
      includesCitation(theirCitations, citation) ? citation : withExplicitValue(citation, ours, merged),
    );
  const added = theirCitations
    .filter((citation) => !includesCitation(baseCitations, citation) && !includesCitation(ourCitations, citation))
    .map((citation) => withExplicitValue(citation, theirs, merged));
  const claims = corrected.flatMap((field) => [
    ...(retained.some((citation) => citation.field === field && supportsRecordValue(citation, merged))
      ? []
      : findSupportingCitations(ours, field)),
    ...findSupportingCitations(theirs, field).map((citation) => withExplicitValue(citation, theirs, merged)),
  ]);
  const all = [...retained, ...added, ...claims];
  return all.filter((citation, index) => all.findIndex((other) => includesCitation([other], citation)) === index);
}

/** Returns whether a citation supports the value of the record. */
const supportsRecordValue = ({ field, value }: CitationJson, record: RecordJson): boolean =>
  field !== undefined && (value === undefined || serializeClaimValue(value) === serializeClaimValue(record[field]));

/** Returns the citations of a field; if there are none, those of the record as a whole. */
function findSupportingCitations(record: RecordJson, field: string): CitationJson[] {
  const fieldCitations = getCitations(record).filter(
    (citation) => citation.field === field && supportsRecordValue(citation, record),
  );
  const recordCitations = getCitations(record).filter((citation) => citation.field === undefined);
  if (fieldCitations.length > 0) return fieldCitations;
  return (recordCitations.length > 0 ? recordCitations : getCitations(record).slice(0, 1)).map((citation) => {
    const { value: _value, rank: _rank, reason: _reason, ...rest } = citation;
    return { ...rest, field };
  });
}

/** Adds the cited value explicitly if the merged record has a different one. */
function withExplicitValue(citation: CitationJson, from: RecordJson, merged: RecordJson): CitationJson {
  const { field } = citation;
  if (
    field === undefined ||
    citation.value !== undefined ||
    from[field] === undefined ||
    isSameValue(from[field], merged[field])
  )
    return citation;
  return { ...citation, value: from[field], rank: citation.rank ?? 'NORMAL' };
}

const includesCitation = (list: readonly CitationJson[], citation: CitationJson): boolean =>
  list.some((other) => citationIdentity(other) === citationIdentity(citation));

const citationIdentity = ({ source, field, basis, value, rank, reason, voice, spans }: CitationJson): string =>
  JSON.stringify([source, field, basis, serializeClaimValue(value), rank, reason, voice, spans]);
