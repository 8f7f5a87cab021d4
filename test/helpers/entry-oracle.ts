import type { ApiFixture } from './api-fixture.ts';

interface KeyRef {
  key: string;
}
interface DateRange {
  earliest: string | null;
  latest: string | null;
}

/** An entry as the API returns it without a filter: the facts from which the tests compute the result of each filter. */
export interface EntryFact extends KeyRef {
  kind: string;
  at: string;
  summary: string;
  citations: { source: KeyRef; field: string | null; basis: string; rank: string | null; value: string | null }[];
  host?: { code: string };
  travellers?: { person: KeyRef; term: { office: { rank: string; country: { code: string } } } | null }[];
  met?: KeyRef[];
  start?: DateRange | null;
  end?: DateRange | null;
  type?: string;
  status?: string;
  purposes?: string[];
  trip?: KeyRef | null;
  speaker?: KeyRef | null;
  addressees?: KeyRef[];
  about?: KeyRef[];
  mode?: string;
  saidOn?: DateRange;
  text?: string;
  visit?: KeyRef | null;
  linkKind?: string;
  commodities?: KeyRef[];
  suppliers?: KeyRef[];
  buyers?: KeyRef[];
  via?: KeyRef[];
  instrument?: string;
  signatories?: KeyRef[];
  signedOn?: DateRange | null;
  holder?: KeyRef;
  toward?: KeyRef[];
  topic?: KeyRef | null;
  stance?: string;
  label?: string | null;
  statedBy?: KeyRef | null;
  measure?: string;
}
export type EntryPredicate = (fact: EntryFact) => boolean;

const commonFields = 'kind: __typename key at summary citations { source { key } field basis rank value }';
const dateRangeFields = '{ earliest latest }';
const selections: Record<string, string> = {
  visits: `${commonFields} host { code } travellers { person { key } term { office { rank country { code } } } } met { key } start ${dateRangeFields} end ${dateRangeFields} type status purposes trip { key }`,
  statements: `${commonFields} speaker { key } addressees { key } about { key } mode saidOn ${dateRangeFields} text visit { key }`,
  tradeLinks: `${commonFields} linkKind: kind status commodities { key } suppliers { key } buyers { key } via { key } start ${dateRangeFields}`,
  agreements: `${commonFields} instrument status signatories { key } signedOn ${dateRangeFields} visit { key }`,
  positions: `${commonFields} holder { key } toward { key } topic { key } stance label statedBy { key } start ${dateRangeFields}`,
  figures: `${commonFields} measure about { key } statedBy { key }`,
};

export async function readEntryFacts(fixture: ApiFixture): Promise<EntryFact[]> {
  const facts: EntryFact[] = [];
  for (const [list, selection] of Object.entries(selections)) {
    let after: string | null = null;
    do {
      const { data, errors } = await fixture.execute(
        `query ($after: String) { ${list}(first: 100, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      if (errors) throw new Error(errors[0]?.message);
      const { nodes, pageInfo } = data[list] as {
        nodes: EntryFact[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      facts.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
  }
  return facts;
}

const collectKeys = (...values: (KeyRef | null | undefined)[]): string[] => values.flatMap((value) => value?.key ?? []);

export const listOriginCountries = ({ travellers = [] }: EntryFact): string[] =>
  travellers.flatMap(({ term }) => term?.office.country.code ?? []);

/** Returns the keys of every party to the entry. */
export const listParticipants = (fact: EntryFact): string[] => [
  ...(fact.host ? [fact.host.code] : []),
  ...listOriginCountries(fact),
  ...(fact.travellers ?? []).map(({ person }) => person.key),
  ...collectKeys(
    ...(fact.met ?? []),
    fact.speaker,
    ...(fact.addressees ?? []),
    ...(fact.about ?? []),
    ...(fact.suppliers ?? []),
    ...(fact.buyers ?? []),
    ...(fact.via ?? []),
    ...(fact.signatories ?? []),
    fact.holder,
    ...(fact.toward ?? []),
    fact.statedBy,
  ),
];

export const includesKey = (values: readonly KeyRef[] | undefined, key: string): boolean =>
  values?.some((value) => value.key === key) ?? false;
export const citesSource =
  (source: string): EntryPredicate =>
  ({ citations }) =>
    citations.some((citation) => citation.source.key === source);
type FactCitation = EntryFact['citations'][number];
export const hasCitation =
  (matches: (citation: FactCitation) => boolean): EntryPredicate =>
  ({ citations }) =>
    citations.some(matches);
/** Whether sources state different values of a field. */
export const isDisputed: EntryPredicate = ({ citations }) =>
  citations.some(({ field, value }) =>
    citations.some(
      (other) =>
        field !== null && other.field === field && value !== null && other.value !== null && other.value !== value,
    ),
  );
export const containsWord =
  (word: string): EntryPredicate =>
  ({ summary, text = '', label }) =>
    new RegExp(`\\b${word}\\b`, 'i').test(`${summary} ${text} ${label ?? ''}`);

/** Whether the whole range of the date lies in the window (CERTAIN). */
export const isWithinDates = (date: DateRange | null | undefined, first: string | null, last: string | null): boolean =>
  date != null &&
  (first === null || (date.earliest !== null && date.earliest >= first)) &&
  (last === null || (date.latest !== null && date.latest <= last));

/** Whether the range of the date overlaps the window (POSSIBLE). */
export const mayOverlapDates = (
  date: DateRange | null | undefined,
  first: string | null,
  last: string | null,
): boolean =>
  date != null &&
  (first === null || date.latest === null || date.latest >= first) &&
  (last === null || date.earliest === null || date.earliest <= last);
