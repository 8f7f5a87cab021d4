import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { renderings } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { renderingFields } from '../../model/nouns/statement.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertWithinLifespan } from '../assert-invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';
import { writeEntry } from './entry.ts';
import { toFieldRow } from './noun-row.ts';

export function writeStatement(writer: Writer, record: RecordOf<'statement'>): WriteResult {
  if (record.speakerTerm !== undefined && record.speaker === undefined)
    throw badInput('`speakerTerm` requires `speaker`.', 'speakerTerm');
  return writeEntry(
    writer,
    'STATEMENT',
    nounStorage.statement,
    record,
    (row) => {
      assertWithinLifespan(writer, row.speakerId, record.saidOn, 'saidOn');
      const speakerTermId = writer.references.resolveOptionalTermId(row.speakerId, record.speakerTerm, 'speakerTerm');
      return { ...row, speakerTermId, sourceOrder: toSourceOrder(record.citations) };
    },
    (entry, created) => writeRenderings(writer, { id: entry.id, created }, record.renderings),
  );
}

/** Returns the position of the words in their source: the key of the source, then the offset. */
function toSourceOrder(citations: RecordOf<'statement'>['citations']): string {
  const [first] = [...citations.filter(({ spans }) => spans.length > 0), ...citations];
  const start = first?.spans[0]?.start;
  return `${first?.source}#${start === undefined ? '~' : String(start).padStart(10, '0')}`;
}

const findRenderings = (tx: Transaction) =>
  tx
    .select({ id: renderings.id })
    .from(renderings)
    .where(eq(renderings.statementId, sql.placeholder('id')))
    .prepare();

/** Deletes the renderings of a statement with their citations. */
export function deleteRenderings(writer: Writer, statementId: number): void {
  const old = writer.prepare(findRenderings);
  for (const { id } of old.all({ id: statementId })) deleteCitations(writer, 'renderingId', id);
  writer.replaceRows(renderings, renderings.statementId, { id: statementId, created: false }, []);
}

function writeRenderings(
  writer: Writer,
  { id: statementId, created }: WriteResult,
  records: RecordOf<'statement'>['renderings'],
): void {
  if (!created) deleteRenderings(writer, statementId);
  for (const [ordinal, record] of records.entries()) {
    const row = toFieldRow(writer, renderingFields, record);
    const id = writer.insert(renderings, { statementId, ordinal, ...row });
    insertCitations(writer, 'renderingId', id, record, `renderings.${ordinal}.citations`);
  }
}
