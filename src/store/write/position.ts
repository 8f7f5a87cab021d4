import { positions, positionToward, topics } from '../../db/tables/index.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import type { Writer, Written } from '../writer.ts';
import { writeEntry } from './entry.ts';

export const writeTopic = (writer: Writer, { key, name }: RecordOf<'topic'>): Written =>
  writer.upsert(topics, { key, name });

export function writePosition(writer: Writer, record: RecordOf<'position'>): Written {
  const { keys } = writer;
  inOrder(record.from, record.until, 'until');
  return writeEntry(writer, 'POSITION', record, record.from, (entry, created) => {
    writer.put(
      positions,
      {
        ...entry,
        holderId: keys.id('party', record.holder, 'holder'),
        stance: record.stance,
        topicId: keys.idIf('topic', record.topic, 'topic'),
        label: record.label ?? null,
        foldedLabel: record.label === undefined ? null : foldText(record.label),
        ...fuzzyRow('from', record.from),
        ...fuzzyRow('until', record.until),
        statedById: keys.idIf('party', record.statedBy, 'statedBy'),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const toward = keys.ids('party', record.toward, 'toward');
    writer.replace(
      positionToward,
      positionToward.entryId,
      entryId,
      toward.map((partyId, ordinal) => ({ entryId, at, key, partyId, ordinal })),
    );
  });
}
