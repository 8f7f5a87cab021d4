import { eq, sql } from 'drizzle-orm';
import { renderings, statementParties, statements } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import { assertAlive } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';
import { writeEntry } from './entry.ts';

export function writeStatement(writer: Writer, record: RecordOf<'statement'>): WriteResult {
  const { references: keys } = writer;
  if (record.speakerTerm !== undefined && record.speaker === undefined)
    throw badInput('A term is held by a speaker: give the `speaker`.', 'speakerTerm');
  return writeEntry(writer, 'STATEMENT', record, record.saidOn, (entry, created) => {
    const speakerId = keys.resolveOptionalId('party', record.speaker, 'speaker');
    assertAlive(writer, speakerId, record.saidOn, 'speaks', 'saidOn');
    writer.save(
      statements,
      {
        ...entry,
        speakerId,
        speakerTermId: keys.resolveOptionalTermId(speakerId, record.speakerTerm, 'speakerTerm'),
        mode: record.mode,
        ...toFuzzyDateColumns('saidOn', record.saidOn),
        text: record.text,
        language: record.language,
        spokenLanguage: record.spokenLanguage ?? null,
        visitId: keys.resolveOptionalId('visit', record.visit, 'visit'),
        sourceOrder: sourceOrder(record.citations),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const parties = (role: 'ADDRESSEE' | 'ABOUT', named: readonly string[], field: string) =>
      keys.resolveIds('party', named, field).map((partyId, ordinal) => ({ entryId, at, key, role, partyId, ordinal }));
    writer.replaceRows(statementParties, statementParties.entryId, entryId, [
      ...parties('ADDRESSEE', record.addressees, 'addressees'),
      ...parties('ABOUT', record.about, 'about'),
    ]);
    writeRenderings(writer, entryId, record.renderings);
  });
}

/** Where its words stand: the key of the source, then the offset. */
function sourceOrder(citations: RecordOf<'statement'>['citations']): string {
  const [first] = [...citations.filter(({ spans }) => spans.length > 0), ...citations];
  const start = first?.spans[0]?.start;
  return `${first?.source}#${start === undefined ? '~' : String(start).padStart(10, '0')}`;
}

/** Takes away the renderings of a statement, with their evidence. */
export function deleteRenderings(writer: Writer, statementId: number): void {
  const old = writer.prepareOnce('renderings of a statement', (tx) =>
    tx
      .select({ id: renderings.id })
      .from(renderings)
      .where(eq(renderings.statementId, sql.placeholder('id')))
      .prepare(),
  );
  for (const { id } of old.all({ id: statementId })) deleteCitations(writer, 'renderingId', id);
  writer.replaceRows(renderings, renderings.statementId, statementId, []);
}

function writeRenderings(writer: Writer, statementId: number, records: RecordOf<'statement'>['renderings']): void {
  deleteRenderings(writer, statementId);
  for (const [ordinal, record] of records.entries()) {
    const { text, language, method } = record;
    const id = writer.insert(renderings, { statementId, ordinal, text, language, method });
    insertCitations(writer, 'renderingId', id, record, `renderings.${ordinal}.citations`);
  }
}
