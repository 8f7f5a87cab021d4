import { nounStorage } from '../../db/tables/noun-tables.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertActivityWithinLifespan } from '../assert-invariants.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeParty } from './party.ts';

export function writePerson(writer: Writer, record: RecordOf<'person'>): WriteResult {
  assertPeriodOrder(record.born, record.died, 'died');
  return writeParty(
    writer,
    'PERSON',
    nounStorage.person,
    record,
    (row) => row,
    ({ id, created }) => {
      if (!created) assertActivityWithinLifespan(writer, id, record.born, record.died);
    },
  );
}
