import { countryPeriods, successions } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { periodFields } from '../../model/nouns/country.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertTermsWithinOffices } from '../assert-invariants.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';
import { writeParty } from './party.ts';

export function writeCountry(writer: Writer, record: RecordOf<'country'>): WriteResult {
  const { references: keys } = writer;
  assertPeriodOrder(record.start, record.end, 'end');
  assertPeriods(record);
  return writeParty(
    writer,
    'COUNTRY',
    nounStorage.country,
    record,
    (row) => row,
    (written) => {
      const { id, created } = written;
      if (!created) assertTermsWithinOffices(writer, 'country', id);
      const periods = record.periods.map((period, ordinal) => ({
        countryId: id,
        ordinal,
        ...toFieldRow(writer, periodFields, period),
      }));
      writer.replaceRows(countryPeriods, countryPeriods.countryId, written, periods);
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
      writer.replaceRows(successions, successions.predecessorId, written, rows);
    },
  );
}

/** Throws unless the periods follow each other, within the first and the last day of the country. */
function assertPeriods({ start, end, periods }: RecordOf<'country'>): void {
  const [first] = periods;
  if (!first) return;
  if (periods.length === 1) throw badInput('A single period is `start` and `end`: leave out `periods`.', 'periods');
  if (first.start?.edtf !== start?.edtf)
    throw badInput('The first period must begin on the first day of the country, `start`.', 'periods.0.start');
  if (periods.at(-1)?.end?.edtf !== end?.edtf)
    throw badInput(
      'The last period must end on the last day of the country, `end`.',
      `periods.${periods.length - 1}.end`,
    );
  for (const [index, period] of periods.entries()) {
    assertPeriodOrder(period.start, period.end, `periods.${index}.end`);
    const next = periods[index + 1];
    if (next && !(period.end?.latest && next.start?.earliest && period.end.latest < next.start.earliest))
      throw badInput(
        'The next period must begin after it ends: give the last day of the one, and the first day of the other.',
        `periods.${index}.end`,
      );
  }
}
