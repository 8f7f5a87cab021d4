import { groups, memberships } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import type { Writer, Written } from '../writer.ts';
import { writeParty } from './party.ts';

export function writeGroup(writer: Writer, record: RecordOf<'group'>): Written {
  if (record.members.length > 0 && record.kind !== 'GEO' && record.kind !== 'ORG')
    throw badInput(
      `Only groups of kind GEO or ORG have members; this is ${record.kind}, which is never expanded.`,
      'members',
    );
  return writeParty(writer, 'GROUP', record, (id, created) => {
    writer.put(groups, { id, kind: record.kind }, created);
    const members = record.members.map(({ country, from, until }, index) => {
      inOrder(from, until, `members.${index}.until`);
      const countryId = writer.keys.id('country', country, `members.${index}.country`);
      return { groupId: id, countryId, ...fuzzyRow('from', from), ...fuzzyRow('until', until) };
    });
    writer.replace(memberships, memberships.groupId, id, members);
  });
}
