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
import type { ReferenceTarget } from '../model/records/field-schemas.ts';
import { type EntryKind, formatKind, isPartyNoun, type PartyKind } from '../model/vocabulary.ts';
import { formatReason } from './history.ts';
import type { Writer } from './writer.ts';

interface ResolvedReference {
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

const keyParameter = sql.placeholder('key');

/** How a key is looked up, by the table that holds it. */
const keyQueries = {
  parties: (tx: Transaction) =>
    tx
      .select({ id: parties.id, key: parties.key, kind: parties.kind })
      .from(parties)
      .where(eq(parties.key, keyParameter))
      .prepare(),
  entries: (tx: Transaction) =>
    tx
      .select({ id: entries.id, key: entries.key, kind: entries.kind })
      .from(entries)
      .where(eq(entries.key, keyParameter))
      .prepare(),
  terms: (tx: Transaction) =>
    tx
      .select({ id: terms.id, key: terms.key, personId: terms.personId })
      .from(terms)
      .where(eq(terms.key, keyParameter))
      .prepare(),
  offices: (tx: Transaction) =>
    tx.select({ id: offices.id, key: offices.key }).from(offices).where(eq(offices.key, keyParameter)).prepare(),
  sources: (tx: Transaction) =>
    tx
      .select({ id: sources.id, key: sources.key, sha256: sources.sha256, length: sources.length })
      .from(sources)
      .where(eq(sources.key, keyParameter))
      .prepare(),
  commodities: (tx: Transaction) =>
    tx
      .select({ id: commodities.id, key: commodities.key })
      .from(commodities)
      .where(eq(commodities.key, keyParameter))
      .prepare(),
  topics: (tx: Transaction) =>
    tx.select({ id: topics.id, key: topics.key }).from(topics).where(eq(topics.key, keyParameter)).prepare(),
  trips: (tx: Transaction) =>
    tx.select({ id: trips.id, key: trips.key }).from(trips).where(eq(trips.key, keyParameter)).prepare(),
};

type KeyStatement = ReturnType<(typeof keyQueries)[keyof typeof keyQueries]>;

const tablesByNoun = {
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
  Exclude<ReferenceTarget, 'coverage'>,
  { table: keyof typeof keyQueries; kind?: PartyKind | EntryKind }
>;

type ReferenceNoun = keyof typeof tablesByNoun;

/** What a record refers to is not there, yet: it may stand further down in the same file. */
export class MissingReferenceError extends ChanceryError {
  readonly key: string;

  constructor(noun: ReferenceNoun, key: string, field: string, gone?: string) {
    const named =
      noun === 'country'
        ? ' Countries are named by their two-letter code ("KZ"), former ones by four letters ("SUHH").'
        : '';
    super('BAD_INPUT', gone ?? `No ${noun} has the key "${key}".${named}`, field);
    this.name = 'MissingReference';
    this.key = key;
  }
}

const findGoneRecords = (tx: Transaction) =>
  tx
    .select({ noun: records.noun, state: records.state, survivor: survivors.key, reason: revisions.reason })
    .from(records)
    .leftJoin(survivors, eq(survivors.id, records.survivorId))
    .leftJoin(revisions, eq(revisions.sequence, records.revision))
    .where(eq(records.key, keyParameter))
    .prepare();

/** Finds ids by keys, each once. */
export class ReferenceResolver {
  readonly #writer: Writer;
  readonly #cache = new Map<string, ResolvedReference>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** The id of what `field` refers to. */
  resolveId(noun: ReferenceNoun, key: string, field: string): number {
    return this.#resolve(noun, key, field).id;
  }

  /** The same, of a reference that may be absent. */
  resolveOptionalId(noun: ReferenceNoun, key: string | undefined, field: string): number | null {
    return key === undefined ? null : this.resolveId(noun, key, field);
  }

  /** Those of a list: keys of what has been merged are one. */
  resolveIds(noun: ReferenceNoun, keys: readonly string[], field: string): number[] {
    return [...new Set(keys.map((key, index) => this.resolveId(noun, key, `${field}.${index}`)))];
  }

  /** The id of a term, which must be this person's. */
  resolveOptionalTermId(personId: number | null, key: string | undefined, field: string): number | null {
    if (key === undefined) return null;
    const term = this.#resolve('term', key, field);
    // A term that has changed hands since can't be shown as it was held.
    if (term.personId !== personId && this.#writer.isHistorical) return null;
    if (term.personId !== personId) throw badInput(`The term "${key}" is another person's.`, field);
    return term.id;
  }

  /** The key under which that thing stands now: the survivor's, where it was merged. */
  resolveKey(referent: ReferenceTarget, key: string, field: string): string {
    return referent === 'coverage' ? key : this.#resolve(referent, key, field).key;
  }

  /** Which text a source is: its hash, and its length in code points, as far as known. */
  resolveSourceText(source: string): { sha256: string | null; length: number | null } {
    const { sha256 = null, length = null } = this.#resolve('source', source, 'source');
    return { sha256, length };
  }

  /** After a write was undone: what was looked up may be gone. */
  clearCache(): void {
    this.#cache.clear();
  }

  #resolve(noun: ReferenceNoun, key: string, field: string): ResolvedReference {
    const { table, kind }: { table: keyof typeof keyQueries; kind?: PartyKind | EntryKind } = tablesByNoun[noun];
    const name = `${table} ${key}`;
    const look = (wanted: string): ResolvedReference | undefined =>
      this.#writer.prepare<[], KeyStatement>(keyQueries[table]).get({ key: wanted });
    const found = this.#cache.get(name) ?? look(key) ?? this.#resolveSurvivor(noun, key, field, look);
    if (!found) throw new MissingReferenceError(noun, key, field);
    this.#cache.set(name, found);
    if (kind && found.kind && found.kind !== kind)
      throw badInput(`"${key}" is the key of a ${formatKind(found.kind)}, where a ${noun} is wanted.`, field);
    return found;
  }

  /** What a merged thing was merged into; says why one that was withdrawn is not there. */
  #resolveSurvivor(
    noun: ReferenceNoun,
    key: string,
    field: string,
    look: (key: string) => ResolvedReference | undefined,
  ): ResolvedReference | undefined {
    const gone = this.#writer
      .prepare(findGoneRecords)
      .all({ key })
      .find((one) => one.state !== 'LIVE' && (one.noun === noun || (noun === 'party' && isPartyNoun(one.noun))));
    if (!gone) return undefined;
    if (gone.survivor !== null) return look(gone.survivor) ?? this.#resolveSurvivor(noun, gone.survivor, field, look);
    throw new MissingReferenceError(
      noun,
      key,
      field,
      `The ${gone.noun} "${key}" was withdrawn: ${formatReason(gone.reason)}`,
    );
  }
}

const survivors = alias(records, 'survivors');
