import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../model/calendar.ts';
import type { ResolutionKind } from '../../model/vocabulary.ts';
import { StatementContext } from '../sql-builder.ts';
import { countries, identifiers, offices, organizations, parties, people, terms, topics } from '../tables/index.ts';
import { selectCountryId } from './country.ts';
import { selectResolutions } from './resolve.ts';

/** What is known of a record to compare it with the properties of a query, and to show it. */
export interface ReconcileCandidate {
  kind: ResolutionKind;
  key: string;
  name: string;
  score: number;
  reason: string;
  /** Whether it belongs to one of the countries; null if it belongs to none, or none was given. */
  isOfCountry: 0 | 1 | null;
  born: string | null;
  died: string | null;
  /** What tells namesakes apart: the latest office of a person, the status of a country. */
  description: string | null;
}

interface CandidateQuery {
  name: string;
  kinds: readonly ResolutionKind[];
  on: Day | undefined;
  /** The ids of the countries that it may belong to. */
  countryIds: readonly number[] | undefined;
  limit: number;
}

const latestOffice = (scope: StatementContext, personId: SQL): SQL => {
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  return sql`(SELECT ${office.row.title} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId}
    WHERE ${term.row.personId} = ${personId} ORDER BY ${term.row.startEarliest} DESC, ${term.row.key} LIMIT 1)`;
};

/** Rows of `ReconcileCandidate`, best first. */
export function selectCandidates({ name, kinds, on, countryIds, limit }: CandidateQuery): SQL {
  const scope = new StatementContext();
  const found = selectResolutions(scope, { name, kinds, on, limit });
  const party = scope.aliasTable(parties);
  const office = scope.aliasTable(offices);
  const topic = scope.aliasTable(topics);
  const person = scope.aliasTable(people);
  const country = scope.aliasTable(countries);
  const organization = scope.aliasTable(organizations);
  const organizationCountry = scope.aliasTable(parties);
  const term = scope.aliasTable(terms);
  const held = scope.aliasTable(offices);
  const isIn = (id: SQL): SQL =>
    countryIds ? sql`${id} IN (SELECT value FROM json_each(${JSON.stringify(countryIds)}))` : sql`NULL`;
  const isOfCountry = sql`CASE r.kind WHEN 'COUNTRY' THEN ${isIn(sql`r.id`)} WHEN 'OFFICE' THEN ${isIn(office.row.countryId)}
    WHEN 'ORGANIZATION' THEN ${isIn(organization.row.countryId)}
    WHEN 'PERSON' THEN (SELECT max(${isIn(held.row.countryId)}) FROM ${term.from} JOIN ${held.from} ON ${held.row.id} = ${term.row.officeId} WHERE ${term.row.personId} = r.id) END`;
  return sql`SELECT r.kind AS "kind", coalesce(${party.row.key}, ${office.row.key}, ${topic.row.key}) AS "key",
      coalesce(${party.row.name}, ${office.row.title}, ${topic.row.name}) AS "name", r.score AS "score", r.reason AS "reason",
      ${isOfCountry} AS "isOfCountry", ${person.row.bornEdtf} AS "born", ${person.row.diedEdtf} AS "died",
      CASE r.kind WHEN 'PERSON' THEN ${latestOffice(scope, sql`r.id`)}
        WHEN 'COUNTRY' THEN concat_ws(', ', ${country.row.code}, lower(${country.row.status}), ${country.row.startEdtf} || ' to ' || ${country.row.endEdtf})
        WHEN 'ORGANIZATION' THEN (SELECT ${organizationCountry.row.name} FROM ${organizationCountry.from} WHERE ${organizationCountry.row.id} = ${organization.row.countryId}) END AS "description"
    FROM (${found}) r
    LEFT JOIN ${party.from} ON r.kind NOT IN ('OFFICE', 'TOPIC') AND ${party.row.id} = r.id
    LEFT JOIN ${office.from} ON r.kind = 'OFFICE' AND ${office.row.id} = r.id
    LEFT JOIN ${topic.from} ON r.kind = 'TOPIC' AND ${topic.row.id} = r.id
    LEFT JOIN ${person.from} ON r.kind = 'PERSON' AND ${person.row.id} = r.id
    LEFT JOIN ${country.from} ON r.kind = 'COUNTRY' AND ${country.row.id} = r.id
    LEFT JOIN ${organization.from} ON r.kind = 'ORGANIZATION' AND ${organization.row.id} = r.id
    ORDER BY r.position`;
}

/** Rows with the `id` of each country that a text names: by its code or key, otherwise by the names that match best. */
export function selectNamedCountries(text: string): SQL {
  const scope = new StatementContext();
  const found = selectResolutions(scope, { name: text, kinds: ['COUNTRY'], limit: 5 });
  const code = selectCountryId(scope, sql`${text.trim()}`);
  return sql`WITH named AS MATERIALIZED (${found}) SELECT ${code} AS "id" WHERE ${code} IS NOT NULL
    UNION ALL SELECT id FROM named WHERE score >= 0.8 * (SELECT max(score) FROM named) AND score >= 0.75 AND ${code} IS NULL`;
}

/** The properties of one record, as JSON. */
export interface ReconcileRow {
  kind: ResolutionKind;
  key: string;
  properties: string;
}

/** Rows with the properties of parties, offices and topics, by their keys. */
export function selectProperties(keys: Readonly<Record<'party' | 'office' | 'topic', readonly string[]>>): SQL {
  const scope = new StatementContext();
  const party = scope.aliasTable(parties);
  const country = scope.aliasTable(countries);
  const person = scope.aliasTable(people);
  const organization = scope.aliasTable(organizations);
  const office = scope.aliasTable(offices);
  const topic = scope.aliasTable(topics);
  const listed = (list: readonly string[]): SQL => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
  const link = (ids: SQL): SQL => {
    const target = scope.aliasTable(parties);
    return sql`json((SELECT json_group_array(json_object('id', ${target.row.key}, 'name', ${target.row.name}) ORDER BY ${target.row.key}) FROM ${target.from} WHERE ${target.row.id} IN (${ids})))`;
  };
  const identified = (owner: 'partyId' | 'officeId', id: SQL): SQL => {
    const { row, from } = scope.aliasTable(identifiers);
    return sql`json((SELECT json_group_array(json_object('scheme', ${row.scheme}, 'value', ${row.value}) ORDER BY ${row.ordinal}) FROM ${from} WHERE ${row[owner]} = ${id}))`;
  };
  const term = scope.aliasTable(terms);
  const held = scope.aliasTable(offices);
  const listedTerm = scope.aliasTable(terms);
  const listedOffice = scope.aliasTable(offices);
  const countriesOfPerson = sql`SELECT ${held.row.countryId} FROM ${term.from} JOIN ${held.from} ON ${held.row.id} = ${term.row.officeId} WHERE ${term.row.personId} = ${party.row.id}`;
  const officesOfPerson = sql`json((SELECT json_group_array(json_object('id', 'office/' || key, 'name', title) ORDER BY begins DESC, key) FROM (
    SELECT ${listedOffice.row.key} AS key, ${listedOffice.row.title} AS title, max(${listedTerm.row.startEarliest}) AS begins
    FROM ${listedTerm.from} JOIN ${listedOffice.from} ON ${listedOffice.row.id} = ${listedTerm.row.officeId} WHERE ${listedTerm.row.personId} = ${party.row.id} GROUP BY ${listedOffice.row.id})))`;
  return sql`SELECT ${party.row.kind} AS "kind", ${party.row.key} AS "key", json_object('name', ${party.row.name}, 'code', ${country.row.code}, 'alpha3', ${country.row.alpha3},
      'm49', ${country.row.m49}, 'status', ${country.row.status}, 'start', ${country.row.startEdtf}, 'end', ${country.row.endEdtf}, 'born', ${person.row.bornEdtf}, 'died', ${person.row.diedEdtf},
      'country', ${link(sql`SELECT iif(${party.row.kind} = 'PERSON', NULL, ${organization.row.countryId}) UNION ALL ${countriesOfPerson}`)},
      'office', ${officesOfPerson}, 'sameAs', ${identified('partyId', party.row.id)}) AS "properties"
    FROM ${party.from} LEFT JOIN ${country.from} ON ${country.row.id} = ${party.row.id} LEFT JOIN ${person.from} ON ${person.row.id} = ${party.row.id}
    LEFT JOIN ${organization.from} ON ${organization.row.id} = ${party.row.id} WHERE ${party.row.key} IN ${listed(keys.party)}
    UNION ALL SELECT 'OFFICE', ${office.row.key}, json_object('name', ${office.row.title}, 'start', ${office.row.startEdtf}, 'end', ${office.row.endEdtf},
      'country', ${link(sql`SELECT ${office.row.countryId}`)}, 'sameAs', ${identified('officeId', office.row.id)}) FROM ${office.from} WHERE ${office.row.key} IN ${listed(keys.office)}
    UNION ALL SELECT 'TOPIC', ${topic.row.key}, json_object('name', ${topic.row.name}) FROM ${topic.from} WHERE ${topic.row.key} IN ${listed(keys.topic)}`;
}
