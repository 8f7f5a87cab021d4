import { eq, sql } from 'drizzle-orm';
import { renderings, statementParties, statements } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow } from '../fuzzy-date-columns.ts';
import { assertAlive } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';
import { addCitations, clearCitations } from './citation.ts';
import { writeEntry } from './entry.ts';

export function writeStatement(writer: Writer, record: RecordOf<'statement'>): Written {
  const { keys } = writer;
  if (record.speakerTerm !== undefined && record.speaker === undefined)
    throw badInput('A term is held by a speaker: give the `speaker`.', 'speakerTerm');
  return writeEntry(writer, 'STATEMENT', record, record.saidOn, (entry, created) => {
    const speakerId = keys.idIf('party', record.speaker, 'speaker');
    assertAlive(writer, speakerId, record.saidOn, 'speaks', 'saidOn');
    writer.put(
      statements,
      {
        ...entry,
        speakerId,
        speakerTermId: keys.termIf(speakerId, record.speakerTerm, 'speakerTerm'),
        mode: record.mode,
        ...fuzzyRow('saidOn', record.saidOn),
        text: record.text,
        language: record.language,
        spokenLanguage: record.spokenLanguage ?? null,
        visitId: keys.idIf('visit', record.visit, 'visit'),
        sourceOrder: sourceOrder(record.citations),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const parties = (role: 'ADDRESSEE' | 'ABOUT', named: readonly string[], field: string) =>
      keys.ids('party', named, field).map((partyId, ordinal) => ({ entryId, at, key, role, partyId, ordinal }));
    writer.replace(statementParties, statementParties.entryId, entryId, [
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
export function clearRenderings(writer: Writer, statementId: number): void {
  const old = writer.once('renderings of a statement', (tx) =>
    tx
      .select({ id: renderings.id })
      .from(renderings)
      .where(eq(renderings.statementId, sql.placeholder('id')))
      .prepare(),
  );
  for (const { id } of old.all({ id: statementId })) clearCitations(writer, 'renderingId', id);
  writer.replace(renderings, renderings.statementId, statementId, []);
}

function writeRenderings(writer: Writer, statementId: number, records: RecordOf<'statement'>['renderings']): void {
  clearRenderings(writer, statementId);
  for (const [ordinal, record] of records.entries()) {
    const { text, language, method } = record;
    const id = writer.insert(renderings, { statementId, ordinal, text, language, method });
    addCitations(writer, 'renderingId', id, record, `renderings.${ordinal}.citations`);
  }
}
