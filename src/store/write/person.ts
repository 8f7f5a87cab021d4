import { people } from '../../db/tables/index.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import { assertDeedsInLife } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';
import { writeParty } from './party.ts';

export function writePerson(writer: Writer, record: RecordOf<'person'>): Written {
  inOrder(record.born, record.died, 'died');
  return writeParty(writer, 'PERSON', record, (id, created) => {
    if (!created) assertDeedsInLife(writer, id, record.born, record.died);
    writer.put(people, { id, ...fuzzyRow('born', record.born), ...fuzzyRow('died', record.died) }, created);
  });
}
