import { sql } from 'drizzle-orm';
import { affiliations, memberships, parties } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toNounRow } from './noun-row.ts';
import { writeParty } from './party.ts';

const { group } = nounStorage;

export function writeGroup(writer: Writer, record: RecordOf<'group'>): WriteResult {
  if (record.kind !== 'GEO' && record.kind !== 'ORG')
    for (const field of ['members', 'affiliations'] as const)
      if (record[field].length > 0)
        throw badInput(
          `Only groups of kind GEO or ORG have ${field}; this is ${record.kind}, which is never expanded.`,
          field,
        );
  return writeParty(writer, 'GROUP', record, (id, created) => {
    writer.save(group.table, { id, ...toNounRow(writer, group.declaration, record) }, created);
    const members = record.members.map(({ country, from, until }, index) => {
      assertPeriodOrder(from, until, `members.${index}.until`);
      const countryId = writer.references.resolveId('country', country, `members.${index}.country`);
      return { groupId: id, countryId, ...toFuzzyDateColumns('from', from), ...toFuzzyDateColumns('until', until) };
    });
    writer.replaceRows(memberships, memberships.groupId, id, members);
    const others = record.affiliations.map((affiliation, index) => toAffiliationRow(writer, id, affiliation, index));
    writer.replaceRows(affiliations, affiliations.groupId, id, others);
  });
}

function toAffiliationRow(
  writer: Writer,
  groupId: number,
  { party, status, from, until }: RecordOf<'group'>['affiliations'][number],
  index: number,
): typeof affiliations.$inferInsert {
  const place = `affiliations.${index}`;
  assertPeriodOrder(from, until, `${place}.until`);
  const partyId = writer.references.resolveId('party', party, `${place}.party`);
  if (partyId === groupId) throw badInput('A group is not affiliated with itself.', `${place}.party`);
  if (status === 'MEMBER' && isCountry(writer, partyId))
    throw badInput(`"${party}" is a country: list it in "members" instead.`, `${place}.status`);
  return { groupId, partyId, status, ...toFuzzyDateColumns('from', from), ...toFuzzyDateColumns('until', until) };
}

const isCountry = (writer: Writer, partyId: number): boolean =>
  writer.get(sql`SELECT 1 FROM ${parties} WHERE ${parties.id} = ${partyId} AND ${parties.kind} = 'COUNTRY'`) !==
  undefined;
