import { countries, successions } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import { assertTermsInOffice } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';
import { writeParty } from './party.ts';

export function writeCountry(writer: Writer, record: RecordOf<'country'>): Written {
  const { keys } = writer;
  inOrder(record.from, record.until, 'until');
  return writeParty(writer, 'COUNTRY', record, (id, created) => {
    const { code, alpha3, m49, status } = record;
    const period = { ...fuzzyRow('from', record.from), ...fuzzyRow('until', record.until) };
    writer.put(countries, { id, code, alpha3: alpha3 ?? null, m49: m49 ?? null, status, ...period }, created);
    if (!created) assertTermsInOffice(writer, 'country', id);
    const rows = record.successors.map(({ country, on, source }, ordinal) => ({
      predecessorId: id,
      successorId: keys.id('country', country, `successors.${ordinal}.country`),
      ordinal,
      sourceId: keys.id('source', source, `successors.${ordinal}.source`),
      ...fuzzyRow('on', on),
    }));
    if (rows.some(({ successorId }) => successorId === id))
      throw badInput('A country does not succeed itself.', 'successors');
    if (new Set(rows.map(({ successorId }) => successorId)).size < rows.length)
      throw badInput('The same country stands twice.', 'successors');
    writer.replace(successions, successions.predecessorId, id, rows);
  });
}
