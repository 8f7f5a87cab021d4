import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  countries,
  groups,
  memberships,
  names,
  offices,
  organizations,
  parties,
  people,
  sources,
  successions,
  terms,
} from '../../db/tables/index.ts';
import { citationsOf } from './citation.ts';
import { boolean, date, keyOf, listOf, object, plain } from './json-sql.ts';
import type { Shape } from './record-select.ts';

/** What every party has. Among its names is the one that is shown. */
const common = {
  key: plain(parties.key),
  name: plain(parties.name),
  names: listOf(
    object({
      text: plain(names.text),
      language: plain(names.language),
      kind: plain(names.kind),
      from: plain(names.from),
      until: plain(names.until),
    }),
    names.ordinal,
    sql`${names.partyId} = ${parties.id}`,
  ),
  citations: citationsOf('partyId', parties.id),
};

const row = (own: SQLiteTable & { id: AnySQLiteColumn }) => ({
  from: sql`${parties} JOIN ${own} ON ${own.id} = ${parties.id}`,
  where: (key: SQL): SQL => sql`${parties.key} = ${key}`,
});

export const country: Shape<'country'> = {
  fields: {
    ...common,
    code: plain(countries.code),
    alpha3: plain(countries.alpha3),
    m49: plain(countries.m49),
    status: plain(countries.status),
    from: date(countries, 'from'),
    until: date(countries, 'until'),
    successors: listOf(
      object({
        country: keyOf(parties, successions.successorId),
        on: date(successions, 'on'),
        source: keyOf(sources, successions.sourceId),
      }),
      successions.ordinal,
      sql`${successions.predecessorId} = ${countries.id}`,
    ),
  },
  ...row(countries),
};

export const group: Shape<'group'> = {
  fields: {
    ...common,
    kind: plain(groups.kind),
    members: listOf(
      object({
        country: keyOf(parties, memberships.countryId),
        from: date(memberships, 'from'),
        until: date(memberships, 'until'),
      }),
      memberships.id,
      sql`${memberships.groupId} = ${groups.id}`,
    ),
  },
  ...row(groups),
};

export const person: Shape<'person'> = {
  fields: { ...common, born: date(people, 'born'), died: date(people, 'died') },
  ...row(people),
};

export const organization: Shape<'organization'> = {
  fields: {
    ...common,
    country: keyOf(parties, organizations.countryId),
    stateOwned: boolean(organizations.stateOwned),
  },
  ...row(organizations),
};

export const office: Shape<'office'> = {
  fields: {
    key: plain(offices.key),
    title: plain(offices.title),
    rank: plain(offices.rank),
    country: keyOf(parties, offices.countryId),
    organization: keyOf(parties, offices.organizationId),
    from: date(offices, 'from'),
    until: date(offices, 'until'),
  },
  from: sql`${offices}`,
  where: (key) => sql`${offices.key} = ${key}`,
};

export const term: Shape<'term'> = {
  fields: {
    key: plain(terms.key),
    office: keyOf(offices, terms.officeId),
    person: keyOf(parties, terms.personId),
    capacity: plain(terms.capacity),
    from: date(terms, 'from'),
    until: date(terms, 'until'),
    citations: citationsOf('termId', terms.id),
  },
  from: sql`${terms}`,
  where: (key) => sql`${terms.key} = ${key}`,
};
