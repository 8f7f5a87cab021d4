import { nounStorage } from '../../db/tables/noun-tables.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

export const writeFigure = (writer: Writer, record: RecordOf<'figure'>): WriteResult =>
  writeEntry(writer, 'FIGURE', nounStorage.figure, record, (row) => ({
    ...row,
    foldedMeasure: foldText(record.measure),
  }));
