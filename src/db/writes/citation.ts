import { sql } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import type { RecordOf } from '../../ingest/records/index.ts';
import { citations, spans } from '../tables/index.ts';
import type { Writer } from './writer.ts';

export type CitationRecord = RecordOf<'visit'>['citations'][number];
type Owner = 'entryId' | 'partyId' | 'termId' | 'renderingId';

/** Adds the evidence of an entry, a party, a term or a rendering. */
export function addCitations(writer: Writer, owner: Owner, id: number, records: readonly CitationRecord[], path = 'citations'): void {
  for (const [ordinal, record] of records.entries()) {
    const field = `${path}.${ordinal}`;
    const citationId = writer.insert(citations, {
      [owner]: id,
      field: record.field ?? null,
      sourceId: writer.keys.id('source', record.source, `${field}.source`),
      basis: record.basis,
      voiceId: writer.keys.idIf('party', record.voice, `${field}.voice`),
      ordinal,
    });
    for (const [place, { words, start, end }] of record.spans.entries()) {
      if (end <= start) throw badInput(`A span from ${start} to ${end} holds nothing: the end is excluded.`, `${field}.spans.${place}`);
      writer.insert(spans, { citationId, ordinal: place, words, start, end });
    }
  }
}

/** Takes away the evidence of an entry, a party, a term or a rendering. */
export function clearCitations(writer: Writer, owner: Owner, id: number): void {
  const of = sql`${citations[owner]} = ${sql.placeholder('id')}`;
  writer
    .once(`clear spans of ${owner}`, (tx) =>
      tx.delete(spans).where(sql`${spans.citationId} IN (SELECT ${citations.id} FROM ${citations} WHERE ${of})`).prepare(),
    )
    .run({ id });
  writer.once(`clear citations of ${owner}`, (tx) => tx.delete(citations).where(of).prepare()).run({ id });
}
