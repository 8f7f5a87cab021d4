import type { World } from './api-fixture.ts';

interface Keyed {
  key: string;
}
interface Days {
  earliest: string | null;
  latest: string | null;
}

/** What the paging laws' own reading of a filter looks at: every entry, as the API tells it without a filter. */
export interface Fact extends Keyed {
  kind: string;
  at: string;
  summary: string;
  citations: { source: Keyed; field: string | null; basis: string; rank: string | null; value: string | null }[];
  host?: { code: string };
  travellers?: { person: Keyed; term: { office: { rank: string; country: { code: string } } } | null }[];
  met?: Keyed[];
  start?: Days;
  end?: Days | null;
  type?: string;
  status?: string;
  purposes?: string[];
  trip?: Keyed | null;
  speaker?: Keyed | null;
  addressees?: Keyed[];
  about?: Keyed[];
  mode?: string;
  saidOn?: Days;
  text?: string;
  visit?: Keyed | null;
  linkKind?: string;
  commodities?: Keyed[];
  suppliers?: Keyed[];
  buyers?: Keyed[];
  via?: Keyed[];
  since?: Days | null;
  instrument?: string;
  signatories?: Keyed[];
  signedOn?: Days | null;
  holder?: Keyed;
  toward?: Keyed[];
  topic?: Keyed | null;
  stance?: string;
  label?: string | null;
  statedBy?: Keyed | null;
  measure?: string;
}
export type Test = (fact: Fact) => boolean;

const common = 'kind: __typename key at summary citations { source { key } field basis rank value }';
const days = '{ earliest latest }';
const selections: Record<string, string> = {
  visits: `${common} host { code } travellers { person { key } term { office { rank country { code } } } } met { key } start ${days} end ${days} type status purposes trip { key }`,
  statements: `${common} speaker { key } addressees { key } about { key } mode saidOn ${days} text visit { key }`,
  tradeLinks: `${common} linkKind: kind status commodities { key } suppliers { key } buyers { key } via { key } since ${days}`,
  agreements: `${common} instrument status signatories { key } signedOn ${days} visit { key }`,
  positions: `${common} holder { key } toward { key } topic { key } stance label statedBy { key }`,
  figures: `${common} measure about { key } statedBy { key }`,
};

export async function readFacts(world: World): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const [list, selection] of Object.entries(selections)) {
    let after: string | null = null;
    do {
      const { data, errors } = await world.ask(
        `query ($after: String) { ${list}(first: 100, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      if (errors) throw new Error(errors[0]?.message);
      const { nodes, pageInfo } = data[list] as {
        nodes: Fact[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      facts.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
  }
  return facts;
}

const keysOf = (...values: (Keyed | null | undefined)[]): string[] => values.flatMap((value) => value?.key ?? []);

export const originsOf = ({ travellers = [] }: Fact): string[] =>
  travellers.flatMap(({ term }) => term?.office.country.code ?? []);

/** Everyone who takes part. */
export const partiesOf = (fact: Fact): string[] => [
  ...(fact.host ? [fact.host.code] : []),
  ...originsOf(fact),
  ...(fact.travellers ?? []).map(({ person }) => person.key),
  ...keysOf(
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

export const has = (values: readonly Keyed[] | undefined, key: string): boolean =>
  values?.some((value) => value.key === key) ?? false;
export const cites =
  (source: string): Test =>
  ({ citations }) =>
    citations.some((citation) => citation.source.key === source);
type Evidence = Fact['citations'][number];
/** Some citation is such. */
export const rests =
  (on: (citation: Evidence) => boolean): Test =>
  ({ citations }) =>
    citations.some(on);
/** Some field has more than one value. */
export const isDisputed: Test = ({ citations }) =>
  citations.some(({ field, value }) =>
    citations.some(
      (other) =>
        field !== null && other.field === field && value !== null && other.value !== null && other.value !== value,
    ),
  );
export const says =
  (word: string): Test =>
  ({ summary, text = '' }) =>
    new RegExp(`\\b${word}\\b`, 'i').test(`${summary} ${text}`);

/** The whole range of the date lies in the window. */
export const within = (date: Days | null | undefined, first: string | null, last: string | null): boolean =>
  date != null &&
  (first === null || (date.earliest !== null && date.earliest >= first)) &&
  (last === null || (date.latest !== null && date.latest <= last));

/** The date may lie in the window. */
export const touches = (date: Days | null | undefined, first: string | null, last: string | null): boolean =>
  date != null &&
  (first === null || date.latest === null || date.latest >= first) &&
  (last === null || date.earliest === null || date.earliest <= last);
