import { figureParties, figures } from '../../db/tables/index.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow } from '../fuzzy-date-columns.ts';
import type { Writer, Written } from '../writer.ts';
import { writeEntry } from './entry.ts';

export function writeFigure(writer: Writer, record: RecordOf<'figure'>): Written {
  const { keys } = writer;
  // Its period is what the number measures, not when it was stated.
  return writeEntry(writer, 'FIGURE', record, undefined, (entry, created) => {
    writer.put(
      figures,
      {
        ...entry,
        measure: record.measure,
        foldedMeasure: foldText(record.measure),
        value: record.value,
        unit: record.unit,
        approximate: record.approximate,
        ...fuzzyRow('period', record.period),
        statedById: keys.idIf('party', record.statedBy, 'statedBy'),
        visitId: keys.idIf('visit', record.visit, 'visit'),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const about = keys.ids('party', record.about, 'about');
    writer.replace(
      figureParties,
      figureParties.entryId,
      entryId,
      about.map((partyId, ordinal) => ({ entryId, at, key, partyId, ordinal })),
    );
  });
}
