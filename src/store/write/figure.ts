import { nounStorage } from '../../db/tables/noun-tables.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';
import { toNounRow, writeLists } from './noun-row.ts';

const { figure } = nounStorage;

export const writeFigure = (writer: Writer, record: RecordOf<'figure'>): WriteResult =>
  // `period` is what the number measures, not when it was stated.
  writeEntry(writer, 'FIGURE', record, undefined, (entry, created) => {
    const row = toNounRow(writer, figure.declaration, record);
    writer.save(figure.table, { ...entry, ...row, foldedMeasure: foldText(record.measure) }, created);
    writeLists(writer, figure, entry, record);
  });
