import type { ImportItem, RecordInput } from '../../src/model/records/index.ts';
import * as vocabulary from '../../src/model/vocabulary.ts';

type EntryInput = Extract<RecordInput, { summary: string }>;

/** The keys that generated records refer to: enough of them for every filter to match something. */
const actorKeys = {
  hosts:
    'US FR DE GB CN RU KZ UZ KG TJ TM IN JP BR TR IT ES PL UA AZ GE AM MN ZA EG SA AE IR PK ID VN KR CA AU MX'.split(
      ' ',
    ),
  people: numberedKeys('person', 240),
  organizations: numberedKeys('company', 60),
  groups: ['league', 'pact'],
  sources: numberedKeys('source', 40),
  topics: numberedKeys('topic', 20),
  commodities: numberedKeys('goods', 40),
};

function numberedKeys(noun: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `gen-${noun}-${index}`);
}

/**
 * Generates records of invented diplomacy, the same for the same seed: Zipf-distributed over hosts, people and
 * sources, with many entries on the same days.
 */
export function* generateRecords({ visits = 10_000, seed = 1 } = {}): Iterable<ImportItem> {
  let line = 0;
  for (const record of generateAll(new SeededRandom(seed), visits)) {
    line += 1;
    yield { place: { file: 'generated', line }, record, ...('key' in record && { key: record.key }) };
  }
}

function* generateAll(random: SeededRandom, visits: number): Iterable<RecordInput> {
  yield* generateParties(random);
  const share = (part: number): number[] => Array.from({ length: Math.ceil(visits * part) }, (_, index) => index);
  const key = (noun: string, index: number): string => `gen-${noun}-${index}`;
  for (const index of share(0.05)) yield { noun: 'trip', key: key('trip', index) };
  for (const index of share(1)) yield addDisputedCitations(generateVisit(random, key('visit', index), visits), index);
  const aVisit = () => random.maybe(0.4, () => key('visit', random.skewedIndex(visits)));
  for (const index of share(0.2))
    yield addDisputedCitations(generateStatement(random, key('statement', index), aVisit()), index);
  for (const index of share(0.04))
    yield addDisputedCitations(generateAgreement(random, key('agreement', index), aVisit()), index);
  for (const index of share(0.06)) yield addDisputedCitations(generateTradeLink(random, key('link', index)), index);
  for (const index of share(0.04)) yield addDisputedCitations(generatePosition(random, key('position', index)), index);
  for (const index of share(0.04))
    yield addDisputedCitations(generateFigure(random, key('figure', index), aVisit()), index);
}

function* generateParties(random: SeededRandom): Iterable<RecordInput> {
  for (const key of actorKeys.sources)
    yield { noun: 'source', key, publisher: `The ${key}`, publishedOn: random.randomDay() };
  for (const key of actorKeys.people)
    yield { noun: 'person', key, name: `${random.pick(firstNames)} ${random.pick(lastNames)}`, names: [] };
  for (const key of actorKeys.organizations)
    yield {
      noun: 'organization',
      key,
      name: `Works ${key}`,
      country: random.pickSkewed(actorKeys.hosts),
      ...random.maybe(0.5, () => ({ stateOwned: random.next() < 0.5 })),
    };
  for (const key of actorKeys.groups)
    yield {
      noun: 'group',
      key,
      name: `The ${key}`,
      kind: 'ORG',
      members: random
        .pickDistinct(actorKeys.hosts, 12)
        .map((country) => ({ country, start: '1995', end: `20${random.intBetween(10, 23)}` })),
    };
  for (const country of actorKeys.hosts)
    for (const rank of ['HEAD_OF_STATE', 'FOREIGN_MINISTER'] as const)
      yield { noun: 'office', key: officeKey(country, rank), title: `${rank} of ${country}`, rank, country };
  for (const [index, person] of actorKeys.people.entries())
    yield {
      noun: 'term',
      key: termKey(person),
      person,
      office: officeKey(homeCountry(index), index % 3 === 0 ? 'HEAD_OF_STATE' : 'FOREIGN_MINISTER'),
      start: String(1990 + (index % 30)),
      end: String(1994 + (index % 30)),
    };
  for (const key of actorKeys.topics) yield { noun: 'topic', key, name: `On ${key}` };
  for (const [index, key] of actorKeys.commodities.entries())
    yield {
      noun: 'commodity',
      key,
      scheme: 'GEN',
      code: String(900_000 + index),
      name: `Goods ${index}`,
      ...(index >= 4 && { parent: actorKeys.commodities[index % 4] as string }),
    };
}

const firstNames = ['Ada', 'Béla', 'Çağla', 'Dana', 'Émile', 'Farid', 'Gulnara', 'Håkon'];
const lastNames = ['Aitmatov', 'Berger', 'Çelik', 'Dubois', 'Eriksen', 'Ferreira', 'Güney', 'Hoxha', 'İnönü', 'Jansen'];
const officeKey = (country: string, rank: string): string => `gen-office-${country}-${rank}`;
const termKey = (person: string): string => `${person}-term`;
const homeCountry = (person: number): string =>
  actorKeys.hosts[Math.floor(Math.sqrt(person)) % actorKeys.hosts.length] as string;

const randomCitations = (random: SeededRandom) => ({
  citations: random.pickDistinct(actorKeys.sources, random.next() < 0.2 ? 2 : 1).map((source) => ({
    source,
    basis: random.pick(vocabulary.citationBases),
    spans: random.maybe(0.5, () => [spanAt(random.intBetween(0, 200) * 5)]) ?? [],
  })),
});
/**
 * Adds claims about the summary of every thirtieth entry; of every sixtieth, two that differ. Uses no random number,
 * so that all other values stay the same.
 */
function addDisputedCitations(record: EntryInput, index: number): RecordInput {
  if (index % 30 !== 7) return record;
  const source = (offset: number): string => actorKeys.sources[(index + offset) % actorKeys.sources.length] as string;
  const claim = (offset: number, value?: string) => ({
    source: source(offset),
    field: 'summary',
    basis: 'STATED' as const,
    ...(value && { value }),
  });
  const first = index % 60 === 7 ? claim(0, 'Told otherwise.') : claim(0);
  return {
    ...record,
    citations: [...record.citations, first, { ...claim(1, 'Told otherwise.'), rank: 'DEPRECATED', reason: 'Made up.' }],
  };
}

const spanAt = (start: number) => ({ words: 'words', start, end: start + 5 });

const randomParty = (random: SeededRandom): string =>
  random.pickSkewed(random.pick([actorKeys.hosts, actorKeys.people, actorKeys.organizations]));
const randomParties = (random: SeededRandom, max: number): string[] => [
  ...new Set(Array.from({ length: random.intBetween(0, max) }, () => randomParty(random))),
];

function generateVisit(random: SeededRandom, key: string, visits: number): EntryInput {
  const start = random.randomDay();
  const trip = random.maybe(0.3, () => ({
    trip: `gen-trip-${random.intBetween(0, Math.ceil(visits * 0.05) - 1)}`,
    leg: random.intBetween(1, 4),
  }));
  return {
    noun: 'visit',
    key,
    summary: `Visit of ${random.pickSkewed(words)} and ${random.pickSkewed(words)}.`,
    travellers: random
      .pickDistinct(actorKeys.people, random.next() < 0.2 ? 3 : 1)
      .map((person) => ({ person, ...random.maybe(0.8, () => ({ term: termKey(person) })) })),
    host: random.pickSkewed(actorKeys.hosts),
    met: randomParties(random, 2),
    start: random.next() < 0.85 ? start : random.blurDay(start),
    ...random.maybe(0.5, () => ({
      end: random.next() < 0.8 ? addDays(start, random.intBetween(0, 9)) : `${start}/..`,
    })),
    type: random.pickSkewed(vocabulary.visitTypes),
    purposes: random.pickDistinct(vocabulary.visitPurposes, random.intBetween(0, 2)),
    status: random.pickSkewed(vocabulary.visitStatuses),
    ...trip,
    ...randomCitations(random),
  };
}

function generateStatement(random: SeededRandom, key: string, visit: string | undefined): EntryInput {
  const day = random.randomDay();
  return {
    noun: 'statement',
    key,
    summary: `Statement on ${random.pickSkewed(words)}.`,
    ...random.maybe(0.9, () => ({ speaker: randomParty(random) })),
    addressees: randomParties(random, 2),
    about: randomParties(random, 3),
    mode: random.pickSkewed(vocabulary.statementModes),
    saidOn: random.next() < 0.85 ? day : random.blurDay(day),
    text: `We spoke of ${random.pickSkewed(words)}, ${random.pickSkewed(words)} and ${random.pick(words)}.`,
    language: 'en',
    ...(visit && { visit }),
    ...randomCitations(random),
  };
}

const generateAgreement = (random: SeededRandom, key: string, visit: string | undefined): EntryInput => ({
  noun: 'agreement',
  key,
  summary: `Agreement on ${random.pickSkewed(words)}.`,
  title: `On ${random.pickSkewed(words)}`,
  instrument: random.pickSkewed(vocabulary.agreementInstruments),
  status: random.pickSkewed(vocabulary.agreementStatuses),
  ...random.maybe(0.8, () => ({ signedOn: random.blurDay(random.randomDay()) })),
  signatories: randomParties(random, 3),
  ...(visit && { visit }),
  ...randomCitations(random),
});

const generateTradeLink = (random: SeededRandom, key: string): EntryInput => {
  const host = random.pickSkewed(actorKeys.hosts);
  const parties = [...new Set([host, ...randomParties(random, 3)])];
  return {
    noun: 'trade-link',
    key,
    summary: `Trade in ${random.pickSkewed(words)}.`,
    kind: random.pickSkewed(vocabulary.tradeLinkKinds),
    status: random.pickSkewed(vocabulary.tradeLinkStatuses),
    commodities: random.pickDistinct(actorKeys.commodities, random.intBetween(0, 2)),
    suppliers: parties.slice(0, 1),
    buyers: parties.slice(1, 3),
    via: parties.slice(3),
    ...random.maybe(0.8, () => ({
      start: random.next() < 0.8 ? random.randomDay() : random.blurDay(random.randomDay()),
    })),
    ...randomCitations(random),
  };
};

const generatePosition = (random: SeededRandom, key: string): EntryInput => ({
  noun: 'position',
  key,
  summary: `Position on ${random.pickSkewed(words)}.`,
  holder: randomParty(random),
  stance: random.pickSkewed(vocabulary.stances),
  toward: randomParties(random, 2),
  ...random.maybe(0.8, () => ({ topic: random.pickSkewed(actorKeys.topics) })),
  ...random.maybe(0.5, () => ({ label: `${random.pickSkewed(words)} partners` })),
  ...random.maybe(0.7, () => ({ start: random.randomDay() })),
  ...randomCitations(random),
});

const generateFigure = (random: SeededRandom, key: string, visit: string | undefined): EntryInput => ({
  noun: 'figure',
  key,
  summary: `Figure on ${random.pickSkewed(words)}.`,
  measure: random.pickSkewed(['bilateral trade', 'investment', 'output', 'Réserves']),
  value: random.intBetween(1, 1_000),
  unit: 'USD',
  ...random.maybe(0.8, () => ({ period: String(random.intBetween(1990, 2022)) })),
  about: randomParties(random, 2),
  ...random.maybe(0.5, () => ({ statedBy: randomParty(random) })),
  ...(visit && { visit }),
  ...randomCitations(random),
});

const words =
  'uranium gas rail wheat peace water border summit credit grain copper transit visas flights pipeline archive'.split(
    ' ',
  );
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** A deterministic random number generator (mulberry32). */
class SeededRandom {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns an integer between the bounds, both included. */
  intBetween(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Returns an index below `size`; low indexes are by far the most frequent. */
  skewedIndex(size: number): number {
    return Math.min(size - 1, Math.floor((size + 1) ** this.next()) - 1);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.intBetween(0, values.length - 1)] as T;
  }

  pickSkewed<T>(values: readonly T[]): T {
    return values[this.skewedIndex(values.length)] as T;
  }

  /** Returns at least one and at most `max` values, unless `max` is 0. */
  pickDistinct<T>(values: readonly T[], max: number): T[] {
    return [...new Set(Array.from({ length: max }, () => this.pickSkewed(values)))];
  }

  maybe<T>(probability: number, create: () => T): T | undefined {
    return this.next() < probability ? create() : undefined;
  }

  /** Returns one of about 6,000 days; one in twenty calls returns one of three fixed days. */
  randomDay(): string {
    if (this.next() < 0.05) return this.pick(['2001-09-11', '2009-04-02', '2015-12-12']);
    return `${this.intBetween(1992, 2023)}-${String(this.intBetween(1, 12)).padStart(2, '0')}-${String(this.intBetween(1, 16)).padStart(2, '0')}`;
  }

  /** Returns the day as a less precise date. */
  blurDay(day: string): string {
    return this.pick([
      day,
      day.slice(0, 7),
      day.slice(0, 4),
      `${day}/${addDays(day, 20)}`,
      `[${day},${addDays(day, 3)}]`,
      `${day}/..`,
      `../${day}`,
    ]);
  }
}
