import { memberships } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toNounRow } from './noun-row.ts';
import { writeParty } from './party.ts';

const { group } = nounStorage;

export function writeGroup(writer: Writer, record: RecordOf<'group'>): WriteResult {
  if (record.members.length > 0 && record.kind !== 'GEO' && record.kind !== 'ORG')
    throw badInput(
      `Only groups of kind GEO or ORG have members; this is ${record.kind}, which is never expanded.`,
      'members',
    );
  return writeParty(writer, 'GROUP', record, (id, created) => {
    writer.save(group.table, { id, ...toNounRow(writer, group.declaration, record) }, created);
    const members = record.members.map(({ country, from, until }, index) => {
      assertPeriodOrder(from, until, `members.${index}.until`);
      const countryId = writer.references.resolveId('country', country, `members.${index}.country`);
      return { groupId: id, countryId, ...toFuzzyDateColumns('from', from), ...toFuzzyDateColumns('until', until) };
    });
    writer.replaceRows(memberships, memberships.groupId, id, members);
  });
}
