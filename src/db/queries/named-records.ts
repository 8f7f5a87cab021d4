import { sql } from 'drizzle-orm';
import type { Day } from '../../model/calendar.ts';
import type { ResolutionKind } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { StatementContext } from '../sql-builder.ts';
import { offices, parties, people, sources, terms, topics } from '../tables/index.ts';
import { selectResolutions } from './resolve.ts';

/** A record that a name may mean. */
export interface NamedRecord {
  kind: ResolutionKind;
  key: string;
  /** Its display name or title. */
  name: string;
  score: number;
  /** A value of `ResolutionReason`. */
  reason: string;
}

/** Returns the records that a name may mean, best first, for readers that resolve many names. */
export function findNamedRecords(
  reader: Reader,
  { name, kinds, limit }: { name: string; kinds: readonly ResolutionKind[]; limit: number },
): Promise<NamedRecord[]> {
  const found = selectResolutions(new StatementContext(), { name, kinds, limit });
  return reader.all<NamedRecord>(sql`SELECT found.kind AS "kind", found.score AS "score", found.reason AS "reason",
      CASE found.kind WHEN 'OFFICE' THEN (SELECT ${offices.key} FROM ${offices} WHERE ${offices.id} = found.id)
        WHEN 'TOPIC' THEN (SELECT ${topics.key} FROM ${topics} WHERE ${topics.id} = found.id)
        ELSE (SELECT ${parties.key} FROM ${parties} WHERE ${parties.id} = found.id) END AS "key",
      CASE found.kind WHEN 'OFFICE' THEN (SELECT ${offices.title} FROM ${offices} WHERE ${offices.id} = found.id)
        WHEN 'TOPIC' THEN (SELECT ${topics.name} FROM ${topics} WHERE ${topics.id} = found.id)
        ELSE (SELECT ${parties.name} FROM ${parties} WHERE ${parties.id} = found.id) END AS "name"
    FROM (${found}) found ORDER BY found.position`);
}

/** A person's term, with the days that bound it. */
export interface NamedTerm {
  key: string;
  title: string;
  rank: string;
  /** The country of the office. */
  country: string | null;
  start: Day | null;
  end: Day | null;
  attestedUntil: Day | null;
}

export interface PersonDetails {
  born: Day | null;
  died: Day | null;
  terms: readonly NamedTerm[];
}

/** Returns the life span and the terms of a person, except those before taking office. */
export async function readPersonDetails(reader: Reader, key: string): Promise<PersonDetails> {
  const person = await reader.get<{ id: number; born: Day | null; died: Day | null }>(
    sql`SELECT ${people.id} AS "id", ${people.bornEarliest} AS "born", ${people.diedLatest} AS "died"
      FROM ${people} JOIN ${parties} ON ${parties.id} = ${people.id} WHERE ${parties.key} = ${key}`,
  );
  if (!person) return { born: null, died: null, terms: [] };
  const held = await reader.all<NamedTerm>(
    sql`SELECT ${terms.key} AS "key", ${offices.title} AS "title", ${offices.rank} AS "rank",
        (SELECT ${parties.key} FROM ${parties} WHERE ${parties.id} = ${offices.countryId}) AS "country",
        ${terms.startEarliest} AS "start", ${terms.endLatest} AS "end", ${terms.attestedUntil} AS "attestedUntil"
      FROM ${terms} JOIN ${offices} ON ${offices.id} = ${terms.officeId}
      WHERE ${terms.personId} = ${person.id} AND ${terms.capacity} <> 'ELECT' ORDER BY ${terms.key}`,
  );
  return { born: person.born, died: person.died, terms: held };
}

/** Returns all offices of countries. */
export const readOfficeTitles = (
  reader: Reader,
): Promise<{ key: string; title: string; country: string; countryName: string }[]> =>
  reader.all(sql`SELECT ${offices.key} AS "key", ${offices.title} AS "title", ${parties.key} AS "country",
      ${parties.name} AS "countryName"
    FROM ${offices} JOIN ${parties} ON ${parties.id} = ${offices.countryId} ORDER BY ${offices.key}`);

/** Returns the keys of all sources with a URL. */
export const readSourceUrls = (reader: Reader): Promise<{ key: string; url: string }[]> =>
  reader.all(sql`SELECT ${sources.key} AS "key", ${sources.url} AS "url" FROM ${sources}
    WHERE ${sources.url} IS NOT NULL ORDER BY ${sources.key} DESC`);
