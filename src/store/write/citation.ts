import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { numberParameter } from '../../db/sql-builder.ts';
import { citations, sources, spans } from '../../db/tables/index.ts';
import { type CitationRecord, citationFields } from '../../model/nouns/citation.ts';
import { serializeClaimValue } from '../../model/records/claim.ts';
import { type Noun, recordSchemas } from '../../model/records/index.ts';
import { mapReferences } from '../../model/records/map-references.ts';
import type { Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';
import { rememberSpans, resolveSpan, type SourceSpan } from './span.ts';

type CitationOwner = 'entryId' | 'partyId' | 'termId' | 'renderingId';
/** A record or rendering with citations. */
type CitedRecord = { noun?: Noun; citations: readonly CitationRecord[] };

/** Inserts the citations of an entry, party, term or rendering. */
export function insertCitations(
  writer: Writer,
  owner: CitationOwner,
  id: number,
  record: CitedRecord,
  path = 'citations',
): void {
  const owners = toOwnerColumns(owner, id);
  const rows = record.citations.map((citation, ordinal) => ({
    ...owners,
    ...toFieldRow(writer, citationFields, citation, `${path}.${ordinal}.`),
    value: resolveClaimValue(writer, record, citation, `${path}.${ordinal}`),
    ordinal,
  }));
  const firstId = writer.insertRows(citations, rows) - rows.length + 1;
  const spanRows: (SourceSpan & { citationId: number; ordinal: number })[] = [];
  for (const [ordinal, { source, spans: records }] of record.citations.entries())
    for (const [index, span] of records.entries()) {
      const resolved = resolveSpan(writer, source, span, `${path}.${ordinal}.spans.${index}`, spanRows);
      spanRows.push({ citationId: firstId + ordinal, ordinal: index, ...resolved });
    }
  writer.insertRows(spans, spanRows);
}

/** Returns the columns of all owners, of which a citation has one. */
const toOwnerColumns = (owner: CitationOwner, id: number) => ({
  entryId: owner === 'entryId' ? id : null,
  partyId: owner === 'partyId' ? id : null,
  termId: owner === 'termId' ? id : null,
  renderingId: owner === 'renderingId' ? id : null,
});

/** Returns the value that a citation supports: its own, or the record's. Its references must exist. */
function resolveClaimValue(
  writer: Writer,
  record: CitedRecord,
  citation: CitationRecord,
  place: string,
): string | null {
  const { field, value } = citation;
  if (field === undefined) return null;
  const hasOwnValue = value !== undefined;
  const stated = hasOwnValue ? value : (record as Record<string, unknown>)[field];
  const shape = record.noun === undefined ? undefined : recordSchemas[record.noun].shape;
  const schema = shape && field in shape ? shape[field as keyof typeof shape] : undefined;
  if (!schema) return serializeClaimValue(stated);
  const path = hasOwnValue ? `${place}.value` : field;
  return serializeClaimValue(
    mapReferences(schema, stated, (key, referent, steps) =>
      writer.references.resolveKey(referent, key, [path, ...steps].join('.')),
    ),
  );
}

/** Deletes the citations of an entry, party, term or rendering. */
export function deleteCitations(writer: Writer, owner: CitationOwner, id: number): void {
  rememberSpans(writer, writer.prepare(selectSpansOf, owner).all({ id }));
  writer.prepare(deleteSpansOf, owner).run({ id });
  writer.prepare(deleteCitationsOf, owner).run({ id });
}

const isOwnedBy = (owner: CitationOwner) => sql`${citations[owner]} = ${numberParameter('id')}`;
const selectSpansOf = (tx: Transaction, owner: CitationOwner) =>
  tx
    .select({
      sourceId: citations.sourceId,
      sha256: sources.sha256,
      words: spans.words,
      start: spans.start,
      isVerified: spans.isVerified,
    })
    .from(citations)
    .innerJoin(spans, sql`${spans.citationId} = ${citations.id}`)
    .innerJoin(sources, sql`${sources.id} = ${citations.sourceId}`)
    .where(isOwnedBy(owner))
    .prepare();
const deleteCitationsOf = (tx: Transaction, owner: CitationOwner) =>
  tx.delete(citations).where(isOwnedBy(owner)).prepare();
const deleteSpansOf = (tx: Transaction, owner: CitationOwner) =>
  tx
    .delete(spans)
    .where(sql`${spans.citationId} IN (SELECT ${citations.id} FROM ${citations} WHERE ${isOwnedBy(owner)})`)
    .prepare();
