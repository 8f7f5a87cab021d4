import type { RecordOf } from '../../ingest/records/index.ts';
import { people } from '../tables/index.ts';
import { fuzzyRow, inOrder } from './dates.ts';
import { assertDeedsInLife } from './laws.ts';
import { writeParty } from './party.ts';
import type { Writer, Written } from './writer.ts';

export function writePerson(writer: Writer, record: RecordOf<'person'>): Written {
  inOrder(record.born, record.died, 'died');
  return writeParty(writer, 'PERSON', record, (id, created) => {
    if (!created) assertDeedsInLife(writer, id, record.born, record.died);
    writer.put(people, { id, ...fuzzyRow('born', record.born), ...fuzzyRow('died', record.died) }, created);
  });
}
