import type { Document } from '../model/record-diff.ts';
import { claimText } from '../model/records/claim.ts';
import { settled } from './normalize-claim-ranks.ts';

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

interface Merged {
  document: Document;
  /** The fields where the record keeps a correction: the input's value stands beside it as a claim. */
  claimed: string[];
  /** Those of them for whose value the input cites nothing, so that it can't be one. */
  uncited: string[];
}

const apart: ReadonlySet<string> = new Set(['noun', 'key', 'citations']);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * What becomes of a record that others have corrected since `base`, the version that the importer last wrote, when its input now says
 * `theirs`: what the input changed and nobody corrected follows the input, what was corrected stays, and where both changed it, the input's
 * value becomes a claim.
 */
export function threeWay(base: Document, ours: Document, theirs: Document): Merged {
  const merged: Record<string, unknown> = { ...ours };
  const corrected: string[] = [];
  for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [was, stands, says] = [base[field], ours[field], theirs[field]];
    if (apart.has(field) || same(says, stands) || same(says, was)) continue;
    if (same(stands, was) && !isPreferred(field, base, ours)) {
      if (says === undefined) delete merged[field];
      else merged[field] = says;
    } else if (says !== undefined) corrected.push(field);
  }
  const { citations: _citations, ...fields } = merged;
  const citations = mergeEvidence(merged, corrected, { base, ours, theirs });
  const isClaimed = (field: string): boolean =>
    citations.some((one) => one.field === field && claimText(one.value) === claimText(theirs[field]));
  return {
    document: settled(citations.length > 0 ? { ...fields, citations } : fields),
    claimed: corrected,
    uncited: corrected.filter((field) => !isClaimed(field)),
  };
}

/** Whether it was judged here that the value which the input had is the right one. */
const isPreferred = (field: string, base: Document, ours: Document): boolean =>
  evidence(ours).some((one) => one.field === field && one.rank === 'PREFERRED' && !isIn(evidence(base), one));

function mergeEvidence(
  merged: Document,
  corrected: readonly string[],
  { base, ours, theirs }: Record<'base' | 'ours' | 'theirs', Document>,
): Citation[] {
  const [before, here, input] = [evidence(base), evidence(ours), evidence(theirs)];
  // What the input's last version left here as a claim goes with that version.
  const changed = Object.keys(base).filter((field) => !apart.has(field) && !same(base[field], theirs[field]));
  const left = changed.flatMap((field) =>
    supporting(base, field).map((one) => ({ ...one, value: base[field], rank: 'NORMAL' })),
  );
  const stays = here
    .filter((one) => isIn(input, one) || !(isIn(before, one) || isIn(left, one)))
    // Evidence that was added here is for the value that stood here.
    .map((one) => (isIn(input, one) ? one : told(one, ours, merged)));
  const added = input.filter((one) => !isIn(before, one) && !isIn(here, one)).map((one) => told(one, theirs, merged));
  const beside = corrected.flatMap((field) => [
    ...(stays.some((one) => one.field === field && supports(one, merged)) ? [] : supporting(ours, field)),
    ...supporting(theirs, field).map((one) => told(one, theirs, merged)),
  ]);
  const all = [...stays, ...added, ...beside];
  return all.filter((one, index) => all.findIndex((other) => isIn([other], one)) === index);
}

/** Whether it is evidence for the value that the record has. */
const supports = ({ field, value }: Citation, record: Document): boolean =>
  field !== undefined && (value === undefined || claimText(value) === claimText(record[field]));

/** What supports the value of a field: what is cited for it, else what is cited for the whole. */
function supporting(record: Document, field: string): Citation[] {
  const own = evidence(record).filter((one) => one.field === field && supports(one, record));
  const whole = evidence(record).filter((one) => one.field === undefined);
  if (own.length > 0) return own;
  return (whole.length > 0 ? whole : evidence(record).slice(0, 1)).map((one) => {
    const { value: _value, rank: _rank, reason: _reason, ...rest } = one;
    return { ...rest, field };
  });
}

/** Evidence from a record in another, which tells its value where that has another one. */
function told(one: Citation, from: Document, merged: Document): Citation {
  const { field } = one;
  if (field === undefined || one.value !== undefined || from[field] === undefined || same(from[field], merged[field]))
    return one;
  return { ...one, value: from[field], rank: one.rank ?? 'NORMAL' };
}

const isIn = (list: readonly Citation[], one: Citation): boolean =>
  list.some((other) => identity(other) === identity(one));

const identity = ({ source, field, basis, value, rank, reason, voice, spans }: Citation): string =>
  JSON.stringify([source, field, basis, claimText(value), rank, reason, voice, spans]);

const evidence = ({ citations }: Document): readonly Citation[] =>
  Array.isArray(citations) ? (citations as Citation[]) : [];
