import { figureParties, figures } from '../../db/tables/index.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

export function writeFigure(writer: Writer, record: RecordOf<'figure'>): WriteResult {
  const { references: keys } = writer;
  // Its period is what the number measures, not when it was stated.
  return writeEntry(writer, 'FIGURE', record, undefined, (entry, created) => {
    writer.save(
      figures,
      {
        ...entry,
        measure: record.measure,
        foldedMeasure: foldText(record.measure),
        value: record.value,
        unit: record.unit,
        approximate: record.approximate,
        ...toFuzzyDateColumns('period', record.period),
        statedById: keys.resolveOptionalId('party', record.statedBy, 'statedBy'),
        visitId: keys.resolveOptionalId('visit', record.visit, 'visit'),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const about = keys.resolveIds('party', record.about, 'about');
    writer.replaceRows(
      figureParties,
      figureParties.entryId,
      entryId,
      about.map((partyId, ordinal) => ({ entryId, at, key, partyId, ordinal })),
    );
  });
}
