import type { Reader } from '../../db/database.ts';
import { type ReconcileCandidate, selectCandidates, selectNamedCountries } from '../../db/queries/reconcile.ts';
import { addDays, type Day, daysBetween } from '../../model/calendar.ts';
import { ChanceryError } from '../../model/errors.ts';
import { parseFuzzyDate } from '../../model/fuzzy-date.ts';
import { type ResolutionKind, resolutionKinds } from '../../model/vocabulary.ts';
import { toEntityId } from './entity-id.ts';
import { findKinds, type Named, toType } from './entity-types.ts';
import type { ReconcileQuery } from './read-queries.ts';

interface Candidate {
  id: string;
  name: string;
  description?: string;
  type: Named[];
  /** From 0 to 100. */
  score: number;
  features: { id: string; value: number | boolean }[];
  match: boolean;
}

const defaultLimit = 10;
const maxLimit = 50;
/** A candidate is a match if its score is so high, and that of the next one so much lower. */
const [minMatchScore, minMatchLead] = [80, 5];

/** What a property leaves of the score if it differs, and if nothing is known of it. */
const [differentFactor, unknownFactor] = [0.5, 0.9];

interface Comparison {
  id: string;
  /** Null if nothing is known. */
  isSame: boolean | null;
}

/** Runs a query, with the properties that tell namesakes apart. */
export async function runQuery(reader: Reader, query: ReconcileQuery): Promise<{ result: Candidate[] }> {
  const kinds = readKinds(query);
  const name = query.query ?? readValues(query, 'name')[0] ?? '';
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? defaultLimit), 1), maxLimit);
  const countryNames = readValues(query, 'country');
  const countryIds = countryNames.length > 0 ? await findCountries(reader, countryNames) : undefined;
  const on = readValues(query, 'on').flatMap((text) => readDay(text) ?? [])[0];
  // More than asked for, because properties may change the order.
  const rows = await reader.all<ReconcileCandidate>(
    selectCandidates({ name, kinds, on, countryIds: countryIds?.length ? countryIds : undefined, limit: maxLimit }),
  );
  const scored = rows.map((row) => {
    const comparisons = compareProperties(query, row, (countryIds?.length ?? 0) > 0);
    const factor = comparisons.reduce(
      (product, { isSame }) => product * (isSame === null ? unknownFactor : isSame ? 1 : differentFactor),
      1,
    );
    return { row, comparisons, score: Math.round(row.score * factor * 10_000) / 100 };
  });
  const sorted = scored.toSorted((a, b) => b.score - a.score).slice(0, limit);
  const [best, second] = sorted;
  const isMatch = (best?.score ?? 0) >= minMatchScore && (best?.score ?? 0) - (second?.score ?? 0) >= minMatchLead;
  return {
    result: sorted.map(({ row, comparisons, score }, index) => ({
      id: toEntityId(row.kind, row.key),
      name: row.name,
      ...(row.description && { description: row.description }),
      type: [toType(row.kind)],
      score,
      features: [
        { id: 'name', value: Math.round(row.score * 10_000) / 10_000 },
        ...comparisons.flatMap(({ id, isSame }) => (isSame === null ? [] : [{ id, value: isSame }])),
      ],
      match: index === 0 && isMatch,
    })),
  };
}

/** Unknown types restrict nothing: clients may send those of other services. */
function readKinds({ type }: ReconcileQuery): readonly ResolutionKind[] {
  const kinds = findKinds(typeof type === 'string' ? [type] : (type ?? []));
  return kinds.length > 0 ? kinds : resolutionKinds;
}

/** The values of a property as text. */
const readValues = ({ properties = [] }: ReconcileQuery, id: string): string[] =>
  properties
    .filter(({ pid }) => pid === id)
    .flatMap(({ v }) => (Array.isArray(v) ? v : [v]))
    .map((value) => (typeof value === 'object' ? value.id : String(value)))
    .filter((value) => value.trim() !== '');

async function findCountries(reader: Reader, texts: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const text of texts)
    ids.push(...(await reader.all<{ id: number }>(selectNamedCountries(text))).map(({ id }) => id));
  return ids;
}

/** The first and the last day of a date in EDTF, or of an instant; undefined if it is none. */
function readRange(text: string): { earliest: Day; latest: Day } | undefined {
  try {
    const { earliest, latest } = parseFuzzyDate(text.trim().replace(/T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/, ''));
    return earliest !== null && latest !== null ? { earliest, latest } : undefined;
  } catch (error) {
    if (error instanceof ChanceryError) return undefined;
    throw error;
  }
}

/** The day in the middle of a date. */
function readDay(text: string): Day | undefined {
  const range = readRange(text);
  return range && addDays(range.earliest, Math.floor(daysBetween(range.earliest, range.latest) / 2));
}

function compareProperties(query: ReconcileQuery, row: ReconcileCandidate, hasCountry: boolean): Comparison[] {
  const dates = (['born', 'died'] as const).flatMap((id): Comparison[] => {
    const ranges = readValues(query, id).flatMap((text) => readRange(text) ?? []);
    if (ranges.length === 0) return [];
    const known = row[id] === null ? undefined : readRange(row[id]);
    const isSame = known
      ? ranges.some(({ earliest, latest }) => earliest <= known.latest && known.earliest <= latest)
      : null;
    return [{ id, isSame }];
  });
  const country = { id: 'country', isSame: row.isOfCountry === null ? null : row.isOfCountry === 1 };
  return [...(hasCountry ? [country] : []), ...dates];
}
