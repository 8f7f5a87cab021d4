import type { ReadItem, RecordInput } from '../../src/model/records/index.ts';
import * as vocabulary from '../../src/model/vocabulary.ts';

type EntryInput = Extract<RecordInput, { summary: string }>;

/** Whom the generated record is about: enough for every filter to have something to find. */
const cast = {
  hosts:
    'US FR DE GB CN RU KZ UZ KG TJ TM IN JP BR TR IT ES PL UA AZ GE AM MN ZA EG SA AE IR PK ID VN KR CA AU MX'.split(
      ' ',
    ),
  people: names('person', 240),
  organizations: names('company', 60),
  groups: ['league', 'pact'],
  sources: names('source', 40),
  topics: names('topic', 20),
  commodities: names('goods', 40),
};

function names(noun: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `gen-${noun}-${index}`);
}

/** Records of made-up diplomacy, the same for the same seed: Zipf-skewed over hosts, people and sources, with many equal days. */
export function* generateRecords({ visits = 10_000, seed = 1 } = {}): Iterable<ReadItem> {
  let line = 0;
  for (const record of records(new Dice(seed), visits)) {
    line += 1;
    yield { place: { file: 'generated', line }, record, ...('key' in record && { key: record.key }) };
  }
}

function* records(dice: Dice, visits: number): Iterable<RecordInput> {
  yield* parties(dice);
  const share = (part: number): number[] => Array.from({ length: Math.ceil(visits * part) }, (_, index) => index);
  const key = (noun: string, index: number): string => `gen-${noun}-${index}`;
  for (const index of share(0.05)) yield { noun: 'trip', key: key('trip', index) };
  for (const index of share(1)) yield contested(visit(dice, key('visit', index), visits), index);
  const aVisit = () => dice.maybe(0.4, () => key('visit', dice.zipf(visits)));
  for (const index of share(0.2)) yield contested(statement(dice, key('statement', index), aVisit()), index);
  for (const index of share(0.04)) yield contested(agreement(dice, key('agreement', index), aVisit()), index);
  for (const index of share(0.06)) yield contested(tradeLink(dice, key('link', index)), index);
  for (const index of share(0.04)) yield contested(position(dice, key('position', index)), index);
  for (const index of share(0.04)) yield contested(figure(dice, key('figure', index), aVisit()), index);
}

function* parties(dice: Dice): Iterable<RecordInput> {
  for (const key of cast.sources) yield { noun: 'source', key, publisher: `The ${key}`, publishedOn: dice.day() };
  for (const key of cast.people)
    yield { noun: 'person', key, name: `${dice.from(firstNames)} ${dice.from(lastNames)}`, names: [] };
  for (const key of cast.organizations)
    yield {
      noun: 'organization',
      key,
      name: `Works ${key}`,
      country: dice.often(cast.hosts),
      ...dice.maybe(0.5, () => ({ stateOwned: dice.next() < 0.5 })),
    };
  for (const key of cast.groups)
    yield {
      noun: 'group',
      key,
      name: `The ${key}`,
      kind: 'ORG',
      members: dice.some(cast.hosts, 12).map((country) => ({ country, from: '1995', until: `20${dice.pick(10, 23)}` })),
    };
  for (const country of cast.hosts)
    for (const rank of ['HEAD_OF_STATE', 'FOREIGN_MINISTER'] as const)
      yield { noun: 'office', key: officeOf(country, rank), title: `${rank} of ${country}`, rank, country };
  for (const [index, person] of cast.people.entries())
    yield {
      noun: 'term',
      key: termOf(person),
      person,
      office: officeOf(homeOf(index), index % 3 === 0 ? 'HEAD_OF_STATE' : 'FOREIGN_MINISTER'),
      from: String(1990 + (index % 30)),
      until: String(1994 + (index % 30)),
    };
  for (const key of cast.topics) yield { noun: 'topic', key, name: `On ${key}` };
  for (const [index, key] of cast.commodities.entries())
    yield {
      noun: 'commodity',
      key,
      scheme: 'GEN',
      code: String(900_000 + index),
      name: `Goods ${index}`,
      ...(index >= 4 && { parent: cast.commodities[index % 4] as string }),
    };
}

const firstNames = ['Ada', 'Béla', 'Çağla', 'Dana', 'Émile', 'Farid', 'Gulnara', 'Håkon'];
const lastNames = ['Aitmatov', 'Berger', 'Çelik', 'Dubois', 'Eriksen', 'Ferreira', 'Güney', 'Hoxha', 'İnönü', 'Jansen'];
const officeOf = (country: string, rank: string): string => `gen-office-${country}-${rank}`;
const termOf = (person: string): string => `${person}-term`;
const homeOf = (person: number): string => cast.hosts[Math.floor(Math.sqrt(person)) % cast.hosts.length] as string;

const evidence = (dice: Dice) => ({
  citations: dice.some(cast.sources, dice.next() < 0.2 ? 2 : 1).map((source) => ({
    source,
    basis: dice.from(vocabulary.bases),
    spans: dice.maybe(0.5, () => [wordsAt(dice.pick(0, 200) * 5)]) ?? [],
  })),
});
/** Of every thirtieth entry sources claim a summary; of every other one of these, two that differ. No dice, so that all else stays. */
function contested(record: EntryInput, index: number): RecordInput {
  if (index % 30 !== 7) return record;
  const source = (offset: number): string => cast.sources[(index + offset) % cast.sources.length] as string;
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

const wordsAt = (start: number) => ({ words: 'words', start, end: start + 5 });

const aParty = (dice: Dice): string => dice.often(dice.from([cast.hosts, cast.people, cast.organizations]));
const someParties = (dice: Dice, most: number): string[] => [
  ...new Set(Array.from({ length: dice.pick(0, most) }, () => aParty(dice))),
];

function visit(dice: Dice, key: string, visits: number): EntryInput {
  const start = dice.day();
  const trip = dice.maybe(0.3, () => ({
    trip: `gen-trip-${dice.pick(0, Math.ceil(visits * 0.05) - 1)}`,
    leg: dice.pick(1, 4),
  }));
  return {
    noun: 'visit',
    key,
    summary: `Visit of ${dice.often(words)} and ${dice.often(words)}.`,
    travellers: dice
      .some(cast.people, dice.next() < 0.2 ? 3 : 1)
      .map((person) => ({ person, ...dice.maybe(0.8, () => ({ term: termOf(person) })) })),
    host: dice.often(cast.hosts),
    met: someParties(dice, 2),
    start: dice.next() < 0.85 ? start : dice.fuzzy(start),
    ...dice.maybe(0.5, () => ({ end: dice.next() < 0.8 ? later(start, dice.pick(0, 9)) : `${start}/..` })),
    type: dice.often(vocabulary.visitTypes),
    purposes: dice.some(vocabulary.visitPurposes, dice.pick(0, 2)),
    status: dice.often(vocabulary.visitStatuses),
    ...trip,
    ...evidence(dice),
  };
}

function statement(dice: Dice, key: string, visit: string | undefined): EntryInput {
  const day = dice.day();
  return {
    noun: 'statement',
    key,
    summary: `Statement on ${dice.often(words)}.`,
    ...dice.maybe(0.9, () => ({ speaker: aParty(dice) })),
    addressees: someParties(dice, 2),
    about: someParties(dice, 3),
    mode: dice.often(vocabulary.statementModes),
    saidOn: dice.next() < 0.85 ? day : dice.fuzzy(day),
    text: `We spoke of ${dice.often(words)}, ${dice.often(words)} and ${dice.from(words)}.`,
    language: 'en',
    ...(visit && { visit }),
    ...evidence(dice),
  };
}

const agreement = (dice: Dice, key: string, visit: string | undefined): EntryInput => ({
  noun: 'agreement',
  key,
  summary: `Agreement on ${dice.often(words)}.`,
  title: `On ${dice.often(words)}`,
  instrument: dice.often(vocabulary.agreementInstruments),
  status: dice.often(vocabulary.agreementStatuses),
  ...dice.maybe(0.8, () => ({ signedOn: dice.fuzzy(dice.day()) })),
  signatories: someParties(dice, 3),
  ...(visit && { visit }),
  ...evidence(dice),
});

const tradeLink = (dice: Dice, key: string): EntryInput => {
  const host = dice.often(cast.hosts);
  const all = [...new Set([host, ...someParties(dice, 3)])];
  return {
    noun: 'trade-link',
    key,
    summary: `Trade in ${dice.often(words)}.`,
    kind: dice.often(vocabulary.tradeLinkKinds),
    status: dice.often(vocabulary.tradeLinkStatuses),
    commodities: dice.some(cast.commodities, dice.pick(0, 2)),
    suppliers: all.slice(0, 1),
    buyers: all.slice(1, 3),
    via: all.slice(3),
    ...dice.maybe(0.8, () => ({ since: dice.next() < 0.8 ? dice.day() : dice.fuzzy(dice.day()) })),
    ...evidence(dice),
  };
};

const position = (dice: Dice, key: string): EntryInput => ({
  noun: 'position',
  key,
  summary: `Position on ${dice.often(words)}.`,
  holder: aParty(dice),
  stance: dice.often(vocabulary.stances),
  toward: someParties(dice, 2),
  ...dice.maybe(0.8, () => ({ topic: dice.often(cast.topics) })),
  ...dice.maybe(0.5, () => ({ label: `${dice.often(words)} partners` })),
  ...dice.maybe(0.7, () => ({ from: dice.day() })),
  ...evidence(dice),
});

const figure = (dice: Dice, key: string, visit: string | undefined): EntryInput => ({
  noun: 'figure',
  key,
  summary: `Figure on ${dice.often(words)}.`,
  measure: dice.often(['bilateral trade', 'investment', 'output', 'Réserves']),
  value: dice.pick(1, 1_000),
  unit: 'USD',
  ...dice.maybe(0.8, () => ({ period: String(dice.pick(1990, 2022)) })),
  about: someParties(dice, 2),
  ...dice.maybe(0.5, () => ({ statedBy: aParty(dice) })),
  ...(visit && { visit }),
  ...evidence(dice),
});

const words =
  'uranium gas rail wheat peace water border summit credit grain copper transit visas flights pipeline archive'.split(
    ' ',
  );
const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** mulberry32: small, and the same everywhere. */
class Dice {
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
  pick(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** An index below `size`: the first is the commonest by far. */
  zipf(size: number): number {
    return Math.min(size - 1, Math.floor((size + 1) ** this.next()) - 1);
  }

  from<T>(values: readonly T[]): T {
    return values[this.pick(0, values.length - 1)] as T;
  }

  often<T>(values: readonly T[]): T {
    return values[this.zipf(values.length)] as T;
  }

  some<T>(values: readonly T[], most: number): T[] {
    return [...new Set(Array.from({ length: most }, () => this.often(values)))];
  }

  maybe<T>(chance: number, make: () => T): T | undefined {
    return this.next() < chance ? make() : undefined;
  }

  /** Of some six thousand days; one in twenty falls on one of three. */
  day(): string {
    if (this.next() < 0.05) return this.from(['2001-09-11', '2009-04-02', '2015-12-12']);
    return `${this.pick(1992, 2023)}-${String(this.pick(1, 12)).padStart(2, '0')}-${String(this.pick(1, 16)).padStart(2, '0')}`;
  }

  /** The same day known less well. */
  fuzzy(day: string): string {
    return this.from([
      day,
      day.slice(0, 7),
      day.slice(0, 4),
      `${day}/${later(day, 20)}`,
      `[${day},${later(day, 3)}]`,
      `${day}/..`,
      `../${day}`,
    ]);
  }
}
