import { type Column, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import { textParameter } from '../db/sql-builder.ts';
import { entries, names, parties, visits, visitTravellers } from '../db/tables/index.ts';
import type { Noun } from '../model/records/index.ts';
import type { Writer } from './writer.ts';

/** Live records that may mean the same. `keys` are sorted. */
export interface DuplicateCandidate {
  noun: 'visit' | 'person';
  /**
   * IDENTICAL: visits that differ in nothing but their keys and their place in a trip. SAME_DAYS: visits of the same
   * traveller to the same host that begin on the same day, and may end on the same day. SAME_NAME: people of the same name,
   * ignoring case and accents.
   */
  reason: 'IDENTICAL' | 'SAME_DAYS' | 'SAME_NAME';
  keys: string[];
}

const key = textParameter('key');

// CROSS JOIN fixes the order of the tables: with statistics from a nearly empty database, SQLite would scan all travellers
// for each visit, and all names for each person.

/** Whether two dates overlap. A date that is missing or open could be any. */
const isSameOrOpen = (earliest: Column, latest: Column, otherEarliest: Column, otherLatest: Column): SQL =>
  sql`coalesce(${earliest}, '') <= coalesce(${otherLatest}, '9999-12-31') AND coalesce(${otherEarliest}, '') <= coalesce(${latest}, '9999-12-31')`;

const findSameVisits = (tx: Transaction) => {
  const other = alias(visits, 'other');
  const traveller = alias(visitTravellers, 'traveller');
  const otherTraveller = alias(visitTravellers, 'other_traveller');
  return tx
    .selectDistinct({
      key: other.key,
      isIdentical: sql<number>`${other.startEdtf} = ${visits.startEdtf} AND ${other.endEdtf} IS ${visits.endEdtf} AND ${other.remarks} IS ${visits.remarks} AND ${other.place} IS ${visits.place} AND ${other.type} = ${visits.type}`,
    })
    .from(entries)
    .crossJoin(visits)
    .crossJoin(other)
    .crossJoin(traveller)
    .crossJoin(otherTraveller)
    .where(
      sql`${entries.key} = ${key} AND ${visits.id} = ${entries.id}
        AND ${other.hostId} = ${visits.hostId} AND ${other.at} = ${visits.at} AND ${other.id} <> ${visits.id}
        AND ${isSameOrOpen(other.endEarliest, other.endLatest, visits.endEarliest, visits.endLatest)}
        AND ${traveller.entryId} = ${visits.id}
        AND ${otherTraveller.entryId} = ${other.id} AND ${otherTraveller.partyId} = ${traveller.partyId}`,
    )
    .prepare();
};

const findNamesakes = (tx: Transaction) => {
  const otherName = alias(names, 'other_name');
  const other = alias(parties, 'other');
  return tx
    .selectDistinct({ key: other.key })
    .from(parties)
    .crossJoin(names)
    .crossJoin(otherName)
    .crossJoin(other)
    .where(
      sql`${parties.key} = ${key} AND ${parties.kind} = 'PERSON' AND ${names.partyId} = ${parties.id}
        AND ${otherName.folded} = ${names.folded} AND ${otherName.partyId} <> ${parties.id}
        AND ${other.id} = ${otherName.partyId} AND ${other.kind} = 'PERSON'`,
    )
    .prepare();
};

const canBeDuplicate = (noun: Noun | 'tombstone'): noun is DuplicateCandidate['noun'] =>
  noun === 'visit' || noun === 'person';

/** Finds the live records that may mean the same as this one; undefined if there are none. */
export function findDuplicates(
  writer: Writer,
  noun: Noun | 'tombstone',
  recordKey: string,
): DuplicateCandidate | undefined {
  if (!canBeDuplicate(noun)) return undefined;
  const others =
    noun === 'visit'
      ? writer.prepare(findSameVisits).all({ key: recordKey })
      : writer.prepare(findNamesakes).all({ key: recordKey });
  if (others.length === 0) return undefined;
  const isIdentical = others.every((other) => 'isIdentical' in other && other.isIdentical);
  return {
    noun,
    reason: noun === 'person' ? 'SAME_NAME' : isIdentical ? 'IDENTICAL' : 'SAME_DAYS',
    keys: [recordKey, ...others.map((other) => other.key)].toSorted(),
  };
}
