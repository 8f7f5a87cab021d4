import { eq, sql } from 'drizzle-orm';
import { badInput, ChanceryError } from '../../errors.ts';
import { type EntryKind, nounOf, type PartyKind } from '../../vocabulary.ts';
import type { Transaction } from '../client.ts';
import { commodities, entries, offices, parties, sources, terms, topics, trips } from '../tables/index.ts';
import type { Writer } from './writer.ts';

interface Found {
  id: number;
  kind?: PartyKind | EntryKind;
  /** Whose term it is. */
  personId?: number;
}

const byKey = sql.placeholder('key');

/** How a key is looked up, by the table that holds it. */
const lookUps = {
  parties: (tx: Transaction) => tx.select({ id: parties.id, kind: parties.kind }).from(parties).where(eq(parties.key, byKey)).prepare(),
  entries: (tx: Transaction) => tx.select({ id: entries.id, kind: entries.kind }).from(entries).where(eq(entries.key, byKey)).prepare(),
  terms: (tx: Transaction) => tx.select({ id: terms.id, personId: terms.personId }).from(terms).where(eq(terms.key, byKey)).prepare(),
  offices: (tx: Transaction) => tx.select({ id: offices.id }).from(offices).where(eq(offices.key, byKey)).prepare(),
  sources: (tx: Transaction) => tx.select({ id: sources.id }).from(sources).where(eq(sources.key, byKey)).prepare(),
  commodities: (tx: Transaction) => tx.select({ id: commodities.id }).from(commodities).where(eq(commodities.key, byKey)).prepare(),
  topics: (tx: Transaction) => tx.select({ id: topics.id }).from(topics).where(eq(topics.key, byKey)).prepare(),
  trips: (tx: Transaction) => tx.select({ id: trips.id }).from(trips).where(eq(trips.key, byKey)).prepare(),
};

const nouns = {
  party: { table: 'parties' },
  country: { table: 'parties', kind: 'COUNTRY' },
  person: { table: 'parties', kind: 'PERSON' },
  organization: { table: 'parties', kind: 'ORGANIZATION' },
  visit: { table: 'entries', kind: 'VISIT' },
  agreement: { table: 'entries', kind: 'AGREEMENT' },
  term: { table: 'terms' },
  office: { table: 'offices' },
  source: { table: 'sources' },
  commodity: { table: 'commodities' },
  topic: { table: 'topics' },
  trip: { table: 'trips' },
} as const satisfies Record<string, { table: keyof typeof lookUps; kind?: PartyKind | EntryKind }>;

type Noun = keyof typeof nouns;

/** What a record refers to is not there, yet: it may stand further down in the same file. */
export class MissingReference extends ChanceryError {
  constructor(noun: Noun, key: string, field: string) {
    const named = noun === 'country' ? ' Countries are named by their two-letter code ("KZ"), former ones by four letters ("SUHH").' : '';
    super('BAD_INPUT', `No ${noun} has the key "${key}".${named}`, field);
    this.name = 'MissingReference';
  }
}

/** Finds ids by keys, each once. */
export class Keys {
  readonly #writer: Writer;
  readonly #known = new Map<string, Found>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** The id of what `field` refers to. */
  id(noun: Noun, key: string, field: string): number {
    return this.#find(noun, key, field).id;
  }

  /** The same, of a reference that may be absent. */
  idIf(noun: Noun, key: string | undefined, field: string): number | null {
    return key === undefined ? null : this.id(noun, key, field);
  }

  ids(noun: Noun, keys: readonly string[], field: string): number[] {
    return keys.map((key, index) => this.id(noun, key, `${field}.${index}`));
  }

  /** The id of a term, which must be this person's. */
  termIf(personId: number | null, key: string | undefined, field: string): number | null {
    if (key === undefined) return null;
    const term = this.#find('term', key, field);
    if (term.personId !== personId) throw badInput(`The term "${key}" is another person's.`, field);
    return term.id;
  }

  /** After a write was undone: what was looked up may be gone. */
  forget(): void {
    this.#known.clear();
  }

  #find(noun: Noun, key: string, field: string): Found {
    const { table, kind }: { table: keyof typeof lookUps; kind?: PartyKind | EntryKind } = nouns[noun];
    const name = `${table} ${key}`;
    const found: Found | undefined = this.#known.get(name) ?? this.#writer.once(`key in ${table}`, lookUps[table]).get({ key });
    if (!found) throw new MissingReference(noun, key, field);
    this.#known.set(name, found);
    if (kind && found.kind && found.kind !== kind)
      throw badInput(`"${key}" is the key of a ${nounOf(found.kind)}, where a ${noun} is wanted.`, field);
    return found;
  }
}
