import { sql } from 'drizzle-orm';
import { affiliations, memberships, parties } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { affiliationFields, membershipFields } from '../../model/nouns/group.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { InsertRow, WriteResult, Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';
import { writeParty } from './party.ts';
import { discardSumsOfUnion } from './trade-flow-sum.ts';

export function writeGroup(writer: Writer, record: RecordOf<'group'>): WriteResult {
  if (record.kind !== 'GEO' && record.kind !== 'ORG')
    for (const field of ['members', 'affiliations'] as const)
      if (record[field].length > 0)
        throw badInput(
          `Only groups of kind GEO or ORG have ${field}; this is ${record.kind}, which is never expanded.`,
          field,
        );
  return writeParty(
    writer,
    'GROUP',
    nounStorage.group,
    record,
    (row) => row,
    (written) => {
      const { id } = written;
      const members = record.members.map((member, index) => {
        assertPeriodOrder(member.start, member.end, `members.${index}.end`);
        return { groupId: id, ...toFieldRow(writer, membershipFields, member, `members.${index}.`) };
      });
      writer.replaceRows(memberships, memberships.groupId, written, members);
      discardSumsOfUnion(writer, id);
      const others = record.affiliations.map((affiliation, index) =>
        toAffiliationRow(writer, id, affiliation, `affiliations.${index}.`),
      );
      writer.replaceRows(affiliations, affiliations.groupId, written, others);
    },
  );
}

function toAffiliationRow(
  writer: Writer,
  groupId: number,
  affiliation: RecordOf<'group'>['affiliations'][number],
  path: string,
): InsertRow<typeof affiliations> {
  const { party, status, start, end } = affiliation;
  assertPeriodOrder(start, end, `${path}end`);
  const row = toFieldRow(writer, affiliationFields, affiliation, path);
  if (row.partyId === groupId) throw badInput('A group is not affiliated with itself.', `${path}party`);
  if (status === 'MEMBER' && isCountry(writer, row.partyId))
    throw badInput(`"${party}" is a country: list it in "members" instead.`, `${path}status`);
  return { groupId, ...row };
}

const isCountry = (writer: Writer, partyId: number): boolean =>
  writer.get(sql`SELECT 1 FROM ${parties} WHERE ${parties.id} = ${partyId} AND ${parties.kind} = 'COUNTRY'`) !==
  undefined;
