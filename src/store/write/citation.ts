import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { citations, spans } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import { type CitationRecord, citationFields } from '../../model/nouns/citation.ts';
import { serializeClaimValue } from '../../model/records/claim.ts';
import { type Noun, recordSchemas } from '../../model/records/index.ts';
import { mapReferences } from '../../model/records/map-references.ts';
import { type Span, verifySpan } from '../../model/source-text.ts';
import type { Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';

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
  for (const [ordinal, citation] of record.citations.entries()) {
    const place = `${path}.${ordinal}`;
    const citationId = writer.insert(citations, {
      ...toOwnerColumns(owner, id),
      ...toFieldRow(writer, citationFields, citation, `${place}.`),
      value: resolveClaimValue(writer, record, citation, place),
      ordinal,
    });
    for (const [index, span] of citation.spans.entries()) {
      if (!writer.isHistorical) assertSpanMatchesSource(writer, citation.source, span, `${place}.spans.${index}`);
      writer.insert(spans, { citationId, ordinal: index, ...span });
    }
  }
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

/** Throws if the words of a span do not match its length or the text of its source. */
function assertSpanMatchesSource(writer: Writer, source: string, span: Span, field: string): void {
  const { words, start, end } = span;
  if (end <= start) throw badInput(`A span from ${start} to ${end} is empty: "end" is exclusive.`, field);
  const length = [...words].length;
  if (length !== end - start)
    throw badInput(
      `The words have ${length} code points, but the span from ${start} to ${end} has ${end - start}. Offsets count Unicode code points.`,
      `${field}.words`,
    );
  const text = writer.references.resolveSourceText(source);
  if (text.length !== null && end > text.length)
    throw badInput(
      `The text of "${source}" has ${text.length} code points, so a span cannot end at ${end}.`,
      `${field}.end`,
    );
  const sourceText = text.sha256 === null ? undefined : writer.sourceTexts?.findBySha256(text.sha256);
  // Skipped for importers, which cite thousands of texts; `check --sources` verifies those.
  const mismatch = sourceText
    ? verifySpan(sourceText, span)
    : writer.attribution.importer === undefined
      ? findConflictingSpan(writer, source, span)
      : undefined;
  if (mismatch !== undefined) throw badInput(mismatch, `${field}.words`);
}

const findOverlappingSpans = (tx: Transaction) =>
  tx
    .select({ words: spans.words, start: spans.start, end: spans.end })
    .from(citations)
    .innerJoin(spans, sql`${spans.citationId} = ${citations.id}`)
    .where(
      sql`${citations.sourceId} = ${sql.placeholder('sourceId')} AND ${spans.start} < ${sql.placeholder('end')} AND ${spans.end} > ${sql.placeholder('start')}`,
    )
    .prepare();

/** Finds different words cited at the same place. A substitute if the text is unavailable. */
function findConflictingSpan(writer: Writer, source: string, { words, start, end }: Span): string | undefined {
  const others = writer
    .prepare(findOverlappingSpans)
    .all({ sourceId: writer.references.resolveId('source', source, 'source'), start, end });
  for (const other of others) {
    const [first, last] = [Math.max(start, other.start), Math.min(end, other.end)];
    const ourWords = [...words].slice(first - start, last - start).join('');
    const theirWords = [...other.words].slice(first - other.start, last - other.start).join('');
    if (ourWords !== theirWords)
      return `From ${first} to ${last}, these words have "${ourWords}", but another citation of "${source}" has "${theirWords}". The words or offsets of one of them are wrong.`;
  }
  return undefined;
}

/** Deletes the citations of an entry, party, term or rendering. */
export function deleteCitations(writer: Writer, owner: CitationOwner, id: number): void {
  writer.prepare(deleteSpansOf, owner).run({ id });
  writer.prepare(deleteCitationsOf, owner).run({ id });
}

const isOwnedBy = (owner: CitationOwner) => sql`${citations[owner]} = ${sql.placeholder('id')}`;
const deleteCitationsOf = (tx: Transaction, owner: CitationOwner) =>
  tx.delete(citations).where(isOwnedBy(owner)).prepare();
const deleteSpansOf = (tx: Transaction, owner: CitationOwner) =>
  tx
    .delete(spans)
    .where(sql`${spans.citationId} IN (SELECT ${citations.id} FROM ${citations} WHERE ${isOwnedBy(owner)})`)
    .prepare();
