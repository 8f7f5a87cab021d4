import { claimText } from './records/claim.ts';

type Document = Readonly<Record<string, unknown>>;
type Citation = Readonly<{ source: string; field?: string; value?: unknown; rank?: string; reason?: string }>;

interface Merged {
  document: Document;
  /** The fields where the record keeps a correction, and the input's value stands beside it as a claim. */
  claimed: string[];
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
  const claimed: string[] = [];
  for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [was, stands, says] = [base[field], ours[field], theirs[field]];
    if (apart.has(field) || same(says, stands) || same(says, was)) continue;
    if (same(stands, was)) {
      if (says === undefined) delete merged[field];
      else merged[field] = says;
    } else if (says !== undefined) claimed.push(field);
  }
  const citations = mergeEvidence(merged, claimed, { base: evidence(base), ours: evidence(ours), theirs: evidence(theirs) }, theirs);
  return { document: citations.length > 0 ? { ...merged, citations } : merged, claimed };
}

function mergeEvidence(
  merged: Document,
  claimed: readonly string[],
  { base, ours, theirs }: Record<'base' | 'ours' | 'theirs', readonly Citation[]>,
  input: Document,
): Citation[] {
  const isIn = (list: readonly Citation[], one: Citation): boolean => list.some((other) => same(one, other));
  const kept = ours.filter((one) => isIn(theirs, one) || !isIn(base, one));
  const added = theirs.filter((one) => !isIn(base, one) && !isIn(ours, one)).map((one) => withValue(one, merged, input, ours));
  const beside = claimed.flatMap((field) => [
    ...(ours.some((one) => one.field === field) ? [] : supporting(ours, field)),
    ...(added.some((one) => one.field === field) ? [] : supporting(theirs, field).map((one) => withValue(one, merged, input, ours))),
  ]);
  const all = [...kept, ...added, ...beside];
  return all.filter((one, index) => all.findIndex((other) => same(one, other)) === index);
}

/** What supports a field: what is cited for it, else what is cited for the whole. */
function supporting(citations: readonly Citation[], field: string): Citation[] {
  const own = citations.filter((one) => one.field === field);
  if (own.length > 0) return own;
  const whole = citations.filter((one) => one.field === undefined);
  return (whole.length > 0 ? whole : citations.slice(0, 1)).map((one) => {
    const { value: _value, rank: _rank, reason: _reason, ...rest } = one;
    return { ...rest, field };
  });
}

/** Evidence for another value than the record's says which; a value that the record ranks already keeps its rank. */
function withValue(one: Citation, merged: Document, input: Document, ours: readonly Citation[]): Citation {
  const { field } = one;
  if (field === undefined || one.value !== undefined || same(input[field], merged[field])) return one;
  const value = input[field];
  const ranked = ours.find((other) => other.field === field && claimText(other.value) === claimText(value) && other.rank !== undefined);
  return { ...one, value, rank: ranked?.rank ?? 'NORMAL', ...(ranked?.reason !== undefined && { reason: ranked.reason }) };
}

const evidence = ({ citations }: Document): readonly Citation[] => (Array.isArray(citations) ? (citations as Citation[]) : []);
