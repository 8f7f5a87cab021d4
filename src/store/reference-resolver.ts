import { eq, getTableName, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import { textParameter } from '../db/sql-builder.ts';
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
import { keyTables } from '../db/tables/noun-tables.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import type { ReferenceTarget } from '../model/records/field-schemas.ts';
import { type EntryKind, formatKind, isPartyNoun, kindToNoun, type PartyKind } from '../model/vocabulary.ts';
import { formatReason } from './history.ts';
import type { Writer } from './writer.ts';

interface ResolvedReference {
  id: number;
  /** The key; that of the survivor if the record was merged. */
  key: string;
  kind?: PartyKind | EntryKind;
  /** The holder, for a term. */
  personId?: number;
  /** The SHA-256 of the text, for a source. */
  sha256?: string | null;
  length?: number | null;
}

const keyParameter = sql.placeholder('key');

/** The key lookup of each table. */
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

type ReferenceNoun = keyof typeof keyTables;

/** Thrown if a referenced record does not exist. It may follow later in the same file. */
export class MissingReferenceError extends ChanceryError {
  readonly key: string;

  constructor(noun: ReferenceNoun, key: string, field: string, message?: string) {
    const named =
      noun === 'country'
        ? ' Give the two-letter code of a country ("KZ"), or the four-letter code of a former one ("SUHH").'
        : '';
    super('BAD_INPUT', message ?? `No ${noun} has the key "${key}".${named}`, field);
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
    .where(eq(records.key, textParameter('key')))
    .prepare();

/** Resolves keys to ids and caches the results. */
export class ReferenceResolver {
  readonly #writer: Writer;
  readonly #cache = new Map<string, ResolvedReference>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** Returns the id of the record that `field` refers to. */
  resolveId(noun: ReferenceNoun, key: string, field: string): number {
    return this.#resolve(noun, key, field).id;
  }

  /** Returns the same for an optional reference; null if it is absent. */
  resolveOptionalId(noun: ReferenceNoun, key: string | undefined, field: string): number | null {
    return key === undefined ? null : this.resolveId(noun, key, field);
  }

  /** Returns the distinct ids of a list. Keys that were merged have the same id. */
  resolveIds(noun: ReferenceNoun, keys: readonly string[], field: string): number[] {
    return [...new Set(keys.map((key, index) => this.resolveId(noun, key, `${field}.${index}`)))];
  }

  /** Returns the id of a term, which must be held by this person. */
  resolveOptionalTermId(personId: number | null, key: string | undefined, field: string): number | null {
    if (key === undefined) return null;
    const term = this.#resolve('term', key, field);
    // A term that was later reassigned to another person cannot be part of an earlier version.
    if (term.personId !== personId && this.#writer.isHistorical) return null;
    if (term.personId !== personId) throw badInput(`The term "${key}" belongs to another person.`, field);
    return term.id;
  }

  /** Returns the current key: that of the survivor if the record was merged. */
  resolveKey(referent: ReferenceTarget, key: string, field: string): string {
    return referent === 'coverage' ? key : this.#resolve(referent, key, field).key;
  }

  /** Returns the id of a source, the hash of its text and its length in code points, if known. */
  resolveSource(source: string): { id: number; sha256: string | null; length: number | null } {
    const { id, sha256 = null, length = null } = this.#resolve('source', source, 'source');
    return { id, sha256, length };
  }

  clearCache(): void {
    this.#cache.clear();
  }

  #resolve(noun: ReferenceNoun, key: string, field: string): ResolvedReference {
    const table = getTableName(keyTables[noun]);
    const name = `${table} ${key}`;
    const lookUp = (candidate: string): ResolvedReference | undefined =>
      this.#writer.prepare<[], KeyStatement>(keyQueries[table]).get({ key: candidate });
    const found = this.#cache.get(name) ?? lookUp(key) ?? this.#resolveSurvivor(noun, key, field, lookUp);
    if (!found) throw new MissingReferenceError(noun, key, field);
    this.#cache.set(name, found);
    if (found.kind && noun !== 'party' && kindToNoun(found.kind) !== noun)
      throw badInput(`"${key}" is a key of type ${formatKind(found.kind)}; expected type ${noun}.`, field);
    return found;
  }

  /** Resolves a merged record to its survivor; throws if the record was withdrawn. */
  #resolveSurvivor(
    noun: ReferenceNoun,
    key: string,
    field: string,
    lookUp: (key: string) => ResolvedReference | undefined,
  ): ResolvedReference | undefined {
    const inactive = this.#writer
      .prepare(findGoneRecords)
      .all({ key })
      .find(
        (record) => record.state !== 'LIVE' && (record.noun === noun || (noun === 'party' && isPartyNoun(record.noun))),
      );
    if (!inactive) return undefined;
    if (inactive.survivor !== null)
      return lookUp(inactive.survivor) ?? this.#resolveSurvivor(noun, inactive.survivor, field, lookUp);
    throw new MissingReferenceError(
      noun,
      key,
      field,
      `The ${inactive.noun} "${key}" was withdrawn: ${formatReason(inactive.reason)}`,
    );
  }
}

const survivors = alias(records, 'survivors');
