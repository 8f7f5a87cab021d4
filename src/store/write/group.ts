import { memberships } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { membershipFields } from '../../model/nouns/group.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';
import { writeParty } from './party.ts';

export function writeGroup(writer: Writer, record: RecordOf<'group'>): WriteResult {
  if (record.members.length > 0 && record.kind !== 'GEO' && record.kind !== 'ORG')
    throw badInput(
      `Only groups of kind GEO or ORG have members; this is ${record.kind}, which is never expanded.`,
      'members',
    );
  return writeParty(writer, 'GROUP', nounStorage.group, record, (id) => {
    const members = record.members.map((member, index) => {
      assertPeriodOrder(member.from, member.until, `members.${index}.until`);
      return { groupId: id, ...toFieldRow(writer, membershipFields, member, `members.${index}.`) };
    });
    writer.replaceRows(memberships, memberships.groupId, id, members);
  });
}
