import { people } from '../../db/tables/index.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import { assertActivityWithinLifespan } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeParty } from './party.ts';

export function writePerson(writer: Writer, record: RecordOf<'person'>): WriteResult {
  assertPeriodOrder(record.born, record.died, 'died');
  return writeParty(writer, 'PERSON', record, (id, created) => {
    if (!created) assertActivityWithinLifespan(writer, id, record.born, record.died);
    writer.save(
      people,
      { id, ...toFuzzyDateColumns('born', record.born), ...toFuzzyDateColumns('died', record.died) },
      created,
    );
  });
}
