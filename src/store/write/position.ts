import { positions, positionToward, topics } from '../../db/tables/index.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

export const writeTopic = (writer: Writer, { key, name }: RecordOf<'topic'>): WriteResult =>
  writer.upsert(topics, { key, name });

export function writePosition(writer: Writer, record: RecordOf<'position'>): WriteResult {
  const { references: keys } = writer;
  assertPeriodOrder(record.from, record.until, 'until');
  return writeEntry(writer, 'POSITION', record, record.from, (entry, created) => {
    writer.save(
      positions,
      {
        ...entry,
        holderId: keys.resolveId('party', record.holder, 'holder'),
        stance: record.stance,
        topicId: keys.resolveOptionalId('topic', record.topic, 'topic'),
        label: record.label ?? null,
        foldedLabel: record.label === undefined ? null : foldText(record.label),
        ...toFuzzyDateColumns('from', record.from),
        ...toFuzzyDateColumns('until', record.until),
        statedById: keys.resolveOptionalId('party', record.statedBy, 'statedBy'),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const toward = keys.resolveIds('party', record.toward, 'toward');
    writer.replaceRows(
      positionToward,
      positionToward.entryId,
      entryId,
      toward.map((partyId, ordinal) => ({ entryId, at, key, partyId, ordinal })),
    );
  });
}
