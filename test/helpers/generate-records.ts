import type { ImportItem, RecordInput } from '../../src/model/records/index.ts';
import * as vocabulary from '../../src/model/vocabulary.ts';

type EntryInput = Extract<RecordInput, { summary: string }>;

/** Whom the generated record is about: enough for every filter to have something to find. */
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

/** Records of made-up diplomacy, the same for the same seed: Zipf-skewed over hosts, people and sources, with many equal days. */
export function* generateRecords({ visits = 10_000, seed = 1 } = {}): Iterable<ImportItem> {
  let line = 0;
  for (const record of generateAll(new SeededRandom(seed), visits)) {
    line += 1;
    yield { place: { file: 'generated', line }, record, ...('key' in record && { key: record.key }) };
  }
}

function* generateAll(dice: SeededRandom, visits: number): Iterable<RecordInput> {
  yield* generateParties(dice);
  const share = (part: number): number[] => Array.from({ length: Math.ceil(visits * part) }, (_, index) => index);
  const key = (noun: string, index: number): string => `gen-${noun}-${index}`;
  for (const index of share(0.05)) yield { noun: 'trip', key: key('trip', index) };
  for (const index of share(1)) yield addDisputedCitations(generateVisit(dice, key('visit', index), visits), index);
  const aVisit = () => dice.maybe(0.4, () => key('visit', dice.skewedIndex(visits)));
  for (const index of share(0.2))
    yield addDisputedCitations(generateStatement(dice, key('statement', index), aVisit()), index);
  for (const index of share(0.04))
    yield addDisputedCitations(generateAgreement(dice, key('agreement', index), aVisit()), index);
  for (const index of share(0.06)) yield addDisputedCitations(generateTradeLink(dice, key('link', index)), index);
  for (const index of share(0.04)) yield addDisputedCitations(generatePosition(dice, key('position', index)), index);
  for (const index of share(0.04))
    yield addDisputedCitations(generateFigure(dice, key('figure', index), aVisit()), index);
}

function* generateParties(dice: SeededRandom): Iterable<RecordInput> {
  for (const key of actorKeys.sources)
    yield { noun: 'source', key, publisher: `The ${key}`, publishedOn: dice.randomDay() };
  for (const key of actorKeys.people)
    yield { noun: 'person', key, name: `${dice.from(firstNames)} ${dice.from(lastNames)}`, names: [] };
  for (const key of actorKeys.organizations)
    yield {
      noun: 'organization',
      key,
      name: `Works ${key}`,
      country: dice.pickSkewed(actorKeys.hosts),
      ...dice.maybe(0.5, () => ({ stateOwned: dice.next() < 0.5 })),
    };
  for (const key of actorKeys.groups)
    yield {
      noun: 'group',
      key,
      name: `The ${key}`,
      kind: 'ORG',
      members: dice
        .pickDistinct(actorKeys.hosts, 12)
        .map((country) => ({ country, from: '1995', until: `20${dice.intBetween(10, 23)}` })),
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
      from: String(1990 + (index % 30)),
      until: String(1994 + (index % 30)),
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

const randomCitations = (dice: SeededRandom) => ({
  citations: dice.pickDistinct(actorKeys.sources, dice.next() < 0.2 ? 2 : 1).map((source) => ({
    source,
    basis: dice.from(vocabulary.citationBases),
    spans: dice.maybe(0.5, () => [spanAt(dice.intBetween(0, 200) * 5)]) ?? [],
  })),
});
/** Of every thirtieth entry sources claim a summary; of every other one of these, two that differ. No dice, so that all else stays. */
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

const randomParty = (dice: SeededRandom): string =>
  dice.pickSkewed(dice.from([actorKeys.hosts, actorKeys.people, actorKeys.organizations]));
const randomParties = (dice: SeededRandom, most: number): string[] => [
  ...new Set(Array.from({ length: dice.intBetween(0, most) }, () => randomParty(dice))),
];

function generateVisit(dice: SeededRandom, key: string, visits: number): EntryInput {
  const start = dice.randomDay();
  const trip = dice.maybe(0.3, () => ({
    trip: `gen-trip-${dice.intBetween(0, Math.ceil(visits * 0.05) - 1)}`,
    leg: dice.intBetween(1, 4),
  }));
  return {
    noun: 'visit',
    key,
    summary: `Visit of ${dice.pickSkewed(words)} and ${dice.pickSkewed(words)}.`,
    travellers: dice
      .pickDistinct(actorKeys.people, dice.next() < 0.2 ? 3 : 1)
      .map((person) => ({ person, ...dice.maybe(0.8, () => ({ term: termKey(person) })) })),
    host: dice.pickSkewed(actorKeys.hosts),
    met: randomParties(dice, 2),
    start: dice.next() < 0.85 ? start : dice.blurDay(start),
    ...dice.maybe(0.5, () => ({ end: dice.next() < 0.8 ? addDays(start, dice.intBetween(0, 9)) : `${start}/..` })),
    type: dice.pickSkewed(vocabulary.visitTypes),
    purposes: dice.pickDistinct(vocabulary.visitPurposes, dice.intBetween(0, 2)),
    status: dice.pickSkewed(vocabulary.visitStatuses),
    ...trip,
    ...randomCitations(dice),
  };
}

function generateStatement(dice: SeededRandom, key: string, visit: string | undefined): EntryInput {
  const day = dice.randomDay();
  return {
    noun: 'statement',
    key,
    summary: `Statement on ${dice.pickSkewed(words)}.`,
    ...dice.maybe(0.9, () => ({ speaker: randomParty(dice) })),
    addressees: randomParties(dice, 2),
    about: randomParties(dice, 3),
    mode: dice.pickSkewed(vocabulary.statementModes),
    saidOn: dice.next() < 0.85 ? day : dice.blurDay(day),
    text: `We spoke of ${dice.pickSkewed(words)}, ${dice.pickSkewed(words)} and ${dice.from(words)}.`,
    language: 'en',
    ...(visit && { visit }),
    ...randomCitations(dice),
  };
}

const generateAgreement = (dice: SeededRandom, key: string, visit: string | undefined): EntryInput => ({
  noun: 'agreement',
  key,
  summary: `Agreement on ${dice.pickSkewed(words)}.`,
  title: `On ${dice.pickSkewed(words)}`,
  instrument: dice.pickSkewed(vocabulary.agreementInstruments),
  status: dice.pickSkewed(vocabulary.agreementStatuses),
  ...dice.maybe(0.8, () => ({ signedOn: dice.blurDay(dice.randomDay()) })),
  signatories: randomParties(dice, 3),
  ...(visit && { visit }),
  ...randomCitations(dice),
});

const generateTradeLink = (dice: SeededRandom, key: string): EntryInput => {
  const host = dice.pickSkewed(actorKeys.hosts);
  const all = [...new Set([host, ...randomParties(dice, 3)])];
  return {
    noun: 'trade-link',
    key,
    summary: `Trade in ${dice.pickSkewed(words)}.`,
    kind: dice.pickSkewed(vocabulary.tradeLinkKinds),
    status: dice.pickSkewed(vocabulary.tradeLinkStatuses),
    commodities: dice.pickDistinct(actorKeys.commodities, dice.intBetween(0, 2)),
    suppliers: all.slice(0, 1),
    buyers: all.slice(1, 3),
    via: all.slice(3),
    ...dice.maybe(0.8, () => ({ since: dice.next() < 0.8 ? dice.randomDay() : dice.blurDay(dice.randomDay()) })),
    ...randomCitations(dice),
  };
};

const generatePosition = (dice: SeededRandom, key: string): EntryInput => ({
  noun: 'position',
  key,
  summary: `Position on ${dice.pickSkewed(words)}.`,
  holder: randomParty(dice),
  stance: dice.pickSkewed(vocabulary.stances),
  toward: randomParties(dice, 2),
  ...dice.maybe(0.8, () => ({ topic: dice.pickSkewed(actorKeys.topics) })),
  ...dice.maybe(0.5, () => ({ label: `${dice.pickSkewed(words)} partners` })),
  ...dice.maybe(0.7, () => ({ from: dice.randomDay() })),
  ...randomCitations(dice),
});

const generateFigure = (dice: SeededRandom, key: string, visit: string | undefined): EntryInput => ({
  noun: 'figure',
  key,
  summary: `Figure on ${dice.pickSkewed(words)}.`,
  measure: dice.pickSkewed(['bilateral trade', 'investment', 'output', 'Réserves']),
  value: dice.intBetween(1, 1_000),
  unit: 'USD',
  ...dice.maybe(0.8, () => ({ period: String(dice.intBetween(1990, 2022)) })),
  about: randomParties(dice, 2),
  ...dice.maybe(0.5, () => ({ statedBy: randomParty(dice) })),
  ...(visit && { visit }),
  ...randomCitations(dice),
});

const words =
  'uranium gas rail wheat peace water border summit credit grain copper transit visas flights pipeline archive'.split(
    ' ',
  );
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** mulberry32: small, and the same everywhere. */
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

  /** A whole number, both ends included. */
  intBetween(pickUniform: number, to: number): number {
    return pickUniform + Math.floor(this.next() * (to - pickUniform + 1));
  }

  /** An index below `size`: the first is the commonest by far. */
  skewedIndex(size: number): number {
    return Math.min(size - 1, Math.floor((size + 1) ** this.next()) - 1);
  }

  from<T>(values: readonly T[]): T {
    return values[this.intBetween(0, values.length - 1)] as T;
  }

  pickSkewed<T>(values: readonly T[]): T {
    return values[this.skewedIndex(values.length)] as T;
  }

  pickDistinct<T>(values: readonly T[], most: number): T[] {
    return [...new Set(Array.from({ length: most }, () => this.pickSkewed(values)))];
  }

  maybe<T>(chance: number, make: () => T): T | undefined {
    return this.next() < chance ? make() : undefined;
  }

  /** Of some six thousand days; one in twenty falls on one of three. */
  randomDay(): string {
    if (this.next() < 0.05) return this.from(['2001-09-11', '2009-04-02', '2015-12-12']);
    return `${this.intBetween(1992, 2023)}-${String(this.intBetween(1, 12)).padStart(2, '0')}-${String(this.intBetween(1, 16)).padStart(2, '0')}`;
  }

  /** The same day known less well. */
  blurDay(day: string): string {
    return this.from([
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
