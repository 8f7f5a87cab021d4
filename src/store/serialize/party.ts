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
import { selectCitations } from './citation.ts';
import { jsonBoolean, jsonFuzzyDate, jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';
import type { RecordSelect } from './record-select.ts';

/** What every party has. Among its names is the one that is shown. */
const commonPartyFields = {
  key: jsonScalar(parties.key),
  name: jsonScalar(parties.name),
  names: jsonList(
    jsonObject({
      text: jsonScalar(names.text),
      language: jsonScalar(names.language),
      kind: jsonScalar(names.kind),
      from: jsonScalar(names.from),
      until: jsonScalar(names.until),
    }),
    names.ordinal,
    sql`${names.partyId} = ${parties.id}`,
  ),
  citations: selectCitations('partyId', parties.id),
};

const partyRow = (own: SQLiteTable & { id: AnySQLiteColumn }) => ({
  from: sql`${parties} JOIN ${own} ON ${own.id} = ${parties.id}`,
  where: (key: SQL): SQL => sql`${parties.key} = ${key}`,
});

export const country: RecordSelect<'country'> = {
  fields: {
    ...commonPartyFields,
    code: jsonScalar(countries.code),
    alpha3: jsonScalar(countries.alpha3),
    m49: jsonScalar(countries.m49),
    status: jsonScalar(countries.status),
    from: jsonFuzzyDate(countries, 'from'),
    until: jsonFuzzyDate(countries, 'until'),
    successors: jsonList(
      jsonObject({
        country: selectKey(parties, successions.successorId),
        on: jsonFuzzyDate(successions, 'on'),
        source: selectKey(sources, successions.sourceId),
      }),
      successions.ordinal,
      sql`${successions.predecessorId} = ${countries.id}`,
    ),
  },
  ...partyRow(countries),
};

export const group: RecordSelect<'group'> = {
  fields: {
    ...commonPartyFields,
    kind: jsonScalar(groups.kind),
    members: jsonList(
      jsonObject({
        country: selectKey(parties, memberships.countryId),
        from: jsonFuzzyDate(memberships, 'from'),
        until: jsonFuzzyDate(memberships, 'until'),
      }),
      memberships.id,
      sql`${memberships.groupId} = ${groups.id}`,
    ),
  },
  ...partyRow(groups),
};

export const person: RecordSelect<'person'> = {
  fields: { ...commonPartyFields, born: jsonFuzzyDate(people, 'born'), died: jsonFuzzyDate(people, 'died') },
  ...partyRow(people),
};

export const organization: RecordSelect<'organization'> = {
  fields: {
    ...commonPartyFields,
    country: selectKey(parties, organizations.countryId),
    stateOwned: jsonBoolean(organizations.stateOwned),
  },
  ...partyRow(organizations),
};

export const office: RecordSelect<'office'> = {
  fields: {
    key: jsonScalar(offices.key),
    title: jsonScalar(offices.title),
    rank: jsonScalar(offices.rank),
    country: selectKey(parties, offices.countryId),
    organization: selectKey(parties, offices.organizationId),
    from: jsonFuzzyDate(offices, 'from'),
    until: jsonFuzzyDate(offices, 'until'),
  },
  from: sql`${offices}`,
  where: (key) => sql`${offices.key} = ${key}`,
};

export const term: RecordSelect<'term'> = {
  fields: {
    key: jsonScalar(terms.key),
    office: selectKey(offices, terms.officeId),
    person: selectKey(parties, terms.personId),
    capacity: jsonScalar(terms.capacity),
    from: jsonFuzzyDate(terms, 'from'),
    until: jsonFuzzyDate(terms, 'until'),
    citations: selectCitations('termId', terms.id),
  },
  from: sql`${terms}`,
  where: (key) => sql`${terms.key} = ${key}`,
};
