import { successions } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import { assertTermsWithinOffices } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeParty } from './party.ts';

export function writeCountry(writer: Writer, record: RecordOf<'country'>): WriteResult {
  const { references: keys } = writer;
  assertPeriodOrder(record.from, record.until, 'until');
  return writeParty(writer, 'COUNTRY', nounStorage.country, record, (id, created) => {
    if (!created) assertTermsWithinOffices(writer, 'country', id);
    const rows = record.successors.map(({ country, on, source }, ordinal) => ({
      predecessorId: id,
      successorId: keys.resolveId('country', country, `successors.${ordinal}.country`),
      ordinal,
      sourceId: keys.resolveId('source', source, `successors.${ordinal}.source`),
      ...toFuzzyDateColumns('on', on),
    }));
    if (rows.some(({ successorId }) => successorId === id))
      throw badInput('A country cannot succeed itself.', 'successors');
    if (new Set(rows.map(({ successorId }) => successorId)).size < rows.length)
      throw badInput('The same country is listed twice.', 'successors');
    writer.replaceRows(successions, successions.predecessorId, id, rows);
  });
}
