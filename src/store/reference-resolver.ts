import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import {
  commodities,
  entries,
  offices,
  parties,
  records,
  revisions,
  sources,
  terms,
  topics,
  trips,
} from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import type { Referent } from '../model/records/field-schemas.ts';
import { type EntryKind, isParty, nounOf, type PartyKind } from '../model/vocabulary.ts';
import { told } from './history.ts';
import type { Writer } from './writer.ts';

interface Found {
  id: number;
  /** Its key: the survivor's, where the one asked for was merged. */
  key: string;
  kind?: PartyKind | EntryKind;
  /** Whose term it is. */
  personId?: number;
  /** Of a source's text. */
  sha256?: string | null;
  length?: number | null;
}

const byKey = sql.placeholder('key');

/** How a key is looked up, by the table that holds it. */
const lookUps = {
  parties: (tx: Transaction) =>
    tx
      .select({ id: parties.id, key: parties.key, kind: parties.kind })
      .from(parties)
      .where(eq(parties.key, byKey))
      .prepare(),
  entries: (tx: Transaction) =>
    tx
      .select({ id: entries.id, key: entries.key, kind: entries.kind })
      .from(entries)
      .where(eq(entries.key, byKey))
      .prepare(),
  terms: (tx: Transaction) =>
    tx
      .select({ id: terms.id, key: terms.key, personId: terms.personId })
      .from(terms)
      .where(eq(terms.key, byKey))
      .prepare(),
  offices: (tx: Transaction) =>
    tx.select({ id: offices.id, key: offices.key }).from(offices).where(eq(offices.key, byKey)).prepare(),
  sources: (tx: Transaction) =>
    tx
      .select({ id: sources.id, key: sources.key, sha256: sources.sha256, length: sources.length })
      .from(sources)
      .where(eq(sources.key, byKey))
      .prepare(),
  commodities: (tx: Transaction) =>
    tx
      .select({ id: commodities.id, key: commodities.key })
      .from(commodities)
      .where(eq(commodities.key, byKey))
      .prepare(),
  topics: (tx: Transaction) =>
    tx.select({ id: topics.id, key: topics.key }).from(topics).where(eq(topics.key, byKey)).prepare(),
  trips: (tx: Transaction) =>
    tx.select({ id: trips.id, key: trips.key }).from(trips).where(eq(trips.key, byKey)).prepare(),
};

const nouns = {
  party: { table: 'parties' },
  country: { table: 'parties', kind: 'COUNTRY' },
  person: { table: 'parties', kind: 'PERSON' },
  organization: { table: 'parties', kind: 'ORGANIZATION' },
  group: { table: 'parties', kind: 'GROUP' },
  visit: { table: 'entries', kind: 'VISIT' },
  agreement: { table: 'entries', kind: 'AGREEMENT' },
  'trade-link': { table: 'entries', kind: 'TRADE_LINK' },
  statement: { table: 'entries', kind: 'STATEMENT' },
  position: { table: 'entries', kind: 'POSITION' },
  figure: { table: 'entries', kind: 'FIGURE' },
  term: { table: 'terms' },
  office: { table: 'offices' },
  source: { table: 'sources' },
  commodity: { table: 'commodities' },
  topic: { table: 'topics' },
  trip: { table: 'trips' },
} as const satisfies Record<
  Exclude<Referent, 'coverage'>,
  { table: keyof typeof lookUps; kind?: PartyKind | EntryKind }
>;

type Noun = keyof typeof nouns;

/** What a record refers to is not there, yet: it may stand further down in the same file. */
export class MissingReference extends ChanceryError {
  readonly key: string;

  constructor(noun: Noun, key: string, field: string, gone?: string) {
    const named =
      noun === 'country'
        ? ' Countries are named by their two-letter code ("KZ"), former ones by four letters ("SUHH").'
        : '';
    super('BAD_INPUT', gone ?? `No ${noun} has the key "${key}".${named}`, field);
    this.name = 'MissingReference';
    this.key = key;
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

  /** Those of a list: keys of what has been merged are one. */
  ids(noun: Noun, keys: readonly string[], field: string): number[] {
    return [...new Set(keys.map((key, index) => this.id(noun, key, `${field}.${index}`)))];
  }

  /** The id of a term, which must be this person's. */
  termIf(personId: number | null, key: string | undefined, field: string): number | null {
    if (key === undefined) return null;
    const term = this.#find('term', key, field);
    // A term that has changed hands since can't be shown as it was held.
    if (term.personId !== personId && this.#writer.former) return null;
    if (term.personId !== personId) throw badInput(`The term "${key}" is another person's.`, field);
    return term.id;
  }

  /** The key under which that thing stands now: the survivor's, where it was merged. */
  present(referent: Referent, key: string, field: string): string {
    return referent === 'coverage' ? key : this.#find(referent, key, field).key;
  }

  /** Which text a source is: its hash, and its length in code points, as far as known. */
  text(source: string): { sha256: string | null; length: number | null } {
    const { sha256 = null, length = null } = this.#find('source', source, 'source');
    return { sha256, length };
  }

  /** After a write was undone: what was looked up may be gone. */
  forget(): void {
    this.#known.clear();
  }

  #find(noun: Noun, key: string, field: string): Found {
    const { table, kind }: { table: keyof typeof lookUps; kind?: PartyKind | EntryKind } = nouns[noun];
    const name = `${table} ${key}`;
    const look = (wanted: string): Found | undefined =>
      this.#writer.once(`key in ${table}`, lookUps[table]).get({ key: wanted });
    const found = this.#known.get(name) ?? look(key) ?? this.#survivor(noun, key, field, look);
    if (!found) throw new MissingReference(noun, key, field);
    this.#known.set(name, found);
    if (kind && found.kind && found.kind !== kind)
      throw badInput(`"${key}" is the key of a ${nounOf(found.kind)}, where a ${noun} is wanted.`, field);
    return found;
  }

  /** What a merged thing was merged into; says why one that was withdrawn is not there. */
  #survivor(noun: Noun, key: string, field: string, look: (key: string) => Found | undefined): Found | undefined {
    const gone = this.#writer
      .once('gone', (tx) =>
        tx
          .select({ noun: records.noun, state: records.state, survivor: survivors.key, reason: revisions.reason })
          .from(records)
          .leftJoin(survivors, eq(survivors.id, records.survivorId))
          .leftJoin(revisions, eq(revisions.sequence, records.revision))
          .where(eq(records.key, byKey))
          .prepare(),
      )
      .all({ key })
      .find((one) => one.state !== 'LIVE' && (one.noun === noun || (noun === 'party' && isParty(one.noun))));
    if (!gone) return undefined;
    if (gone.survivor !== null) return look(gone.survivor) ?? this.#survivor(noun, gone.survivor, field, look);
    throw new MissingReference(noun, key, field, `The ${gone.noun} "${key}" was withdrawn: ${told(gone.reason)}`);
  }
}

const survivors = alias(records, 'survivors');
