import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { numberParameter } from '../../db/sql-builder.ts';
import { citations, sources, sourceTexts, spans } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { SpanRecord } from '../../model/nouns/citation.ts';
import { describeOccurrences, type SourceText, type Span, verifySpan } from '../../model/source-text.ts';
import type { Writer } from '../writer.ts';

interface SpanSource {
  id: number;
  key: string;
  sha256: string | null;
  length: number | null;
}

/** A span with its offsets, and whether its words are known to be there. */
interface ResolvedSpan extends Span {
  isVerified: boolean;
}

/** A span with its source. */
export interface SourceSpan extends ResolvedSpan {
  sourceId: number;
}

/**
 * Returns a span with its offsets, after comparing its words with the text of the source. Throws if they differ, or if
 * there is no text and the write does not accept that. `siblings`: the spans of the same record that are not written yet.
 */
export function resolveSpan(
  writer: Writer,
  sourceKey: string,
  record: SpanRecord,
  place: string,
  siblings: readonly SourceSpan[],
): SourceSpan {
  const source = { key: sourceKey, ...writer.references.resolveSource(sourceKey) };
  const sourceId = source.id;
  const text = writer.isHistorical ? undefined : findSourceText(writer, source);
  const span = locateSpan(record, source, text, place);
  if (writer.isHistorical) return { ...span, sourceId, isVerified: isKnownSpan(writer, source, span) ?? false };
  assertSpanFits(span, source, place);
  if (text) {
    const mismatch = verifySpan(text, span);
    if (mismatch !== undefined) throw badInput(mismatch, `${place}.words`);
    return { ...span, sourceId, isVerified: true };
  }
  const isVerified = verifyWithoutText(writer, source, span, place, siblings);
  if (!isVerified) writer.verifier.unverifiedCount += 1;
  return { ...span, sourceId, isVerified };
}

/** Returns the span with offsets: its own, or those of the only occurrence of its words. */
function locateSpan(
  { words, start, end }: SpanRecord,
  { key }: SpanSource,
  text: SourceText | undefined,
  place: string,
): Span {
  const length = [...words].length;
  if (start !== undefined) return { words, start, end: end ?? start + length };
  if (end !== undefined) return { words, start: end - length, end };
  if (!text)
    throw badInput(
      `Give the offsets of these words, or supply the text of "${key}": words without offsets are looked up in it.`,
      `${place}.start`,
    );
  const [only, ...others] = text.findOffsets(words, 2);
  if (only === undefined)
    throw badInput(`The text of "${key}" does not have the words ${JSON.stringify(words)}.`, `${place}.words`);
  if (others.length > 0)
    throw badInput(`${describeOccurrences(text, words)} Give "start" to select one of them.`, `${place}.start`);
  return { words, start: only, end: only + length };
}

/** Throws if a span is empty, does not have the length of its words, or ends after the text. */
function assertSpanFits({ words, start, end }: Span, source: SpanSource, place: string): void {
  if (end <= start) throw badInput(`A span from ${start} to ${end} is empty: "end" is exclusive.`, place);
  const length = [...words].length;
  if (length !== end - start)
    throw badInput(
      `The words have ${length} code points, but the span from ${start} to ${end} has ${end - start}. Offsets count Unicode code points.`,
      `${place}.words`,
    );
  if (start < 0) throw badInput(`The words have ${length} code points, so they cannot end at ${end}.`, `${place}.end`);
  if (source.length !== null && end > source.length)
    throw badInput(
      `The text of "${source.key}" has ${source.length} code points, so a span cannot end at ${end}.`,
      `${place}.end`,
    );
}

/** Returns whether a span is verified although its text is not available; throws if the write accepts no others. */
function verifyWithoutText(
  writer: Writer,
  source: SpanSource,
  span: Span,
  place: string,
  siblings: readonly SourceSpan[],
): boolean {
  const known = isKnownSpan(writer, source, span);
  if (known !== undefined) return known;
  if (writer.verifier.isVerified(source.sha256)) return true;
  // Skipped for importers, which cite thousands of words of one text; `check --sources` verifies those.
  const overlapping = siblings.filter(
    ({ sourceId, start, end }) => sourceId === source.id && start < span.end && end > span.start,
  );
  const others =
    writer.attribution.importer === undefined ? [...findOverlapping(writer, source.id, span), ...overlapping] : [];
  const conflict = describeConflict(source.key, span, others);
  if (conflict !== undefined) throw badInput(conflict, `${place}.words`);
  if (others.some((other) => other.isVerified && other.start <= span.start && span.end <= other.end)) return true;
  if (writer.verifier.acceptsUnverified) return false;
  throw badInput(
    `The text of "${source.key}" is not available, so these words cannot be verified. Supply it as the "text" of the source in the same write, or accept unverified words with "acceptUnverified".`,
    `${place}.words`,
  );
}

/** Returns the text of a source: supplied with the write, found by its hash, or stored. */
export function findSourceText(
  writer: Writer,
  { id, sha256 }: Pick<SpanSource, 'id' | 'sha256'>,
): SourceText | undefined {
  if (sha256 === null) return undefined;
  const found = writer.verifier.findText(sha256);
  if (found) return found;
  const stored = writer.prepare(selectText).get({ id });
  if (!stored) return undefined;
  // Not under the hash on record: the hash of a source may just have been changed.
  const { sha256: actual } = writer.verifier.addText(stored.text);
  return actual === sha256 ? writer.verifier.findText(sha256) : undefined;
}

const selectText = (tx: Transaction) =>
  tx
    .select({ text: sourceTexts.text })
    .from(sourceTexts)
    .where(sql`${sourceTexts.sourceId} = ${sql.placeholder('id')}`)
    .prepare();

/** Identifies words at a place. A text is identified by its hash, so that the words are there whatever the source. */
const toSpanIdentity = (
  { id, sha256 }: Pick<SpanSource, 'id' | 'sha256'>,
  { words, start }: Omit<Span, 'end'>,
): string => JSON.stringify([sha256 ?? id, start, words]);

/** Returns whether the span was verified before the transaction rewrote it; undefined if it is new. */
const isKnownSpan = (writer: Writer, source: SpanSource, span: Span): boolean | undefined =>
  writer.knownSpans.get(toSpanIdentity(source, span));

/** Remembers spans that are about to be deleted, because a record is rewritten with its citations. */
export function rememberSpans(
  writer: Writer,
  deleted: readonly { sourceId: number; sha256: string | null; words: string; start: number; isVerified: boolean }[],
): void {
  for (const { sourceId: id, sha256, isVerified, ...span } of deleted) {
    const identity = toSpanIdentity({ id, sha256 }, span);
    writer.knownSpans.set(identity, isVerified || (writer.knownSpans.get(identity) ?? false));
  }
}

const findOverlapping = (writer: Writer, sourceId: number, { start, end }: Span): ResolvedSpan[] =>
  writer.prepare(selectOverlapping).all({ sourceId, start, end });

const selectOverlapping = (tx: Transaction) =>
  tx
    .select({ words: spans.words, start: spans.start, end: spans.end, isVerified: spans.isVerified })
    .from(citations)
    .innerJoin(spans, sql`${spans.citationId} = ${citations.id}`)
    .where(
      sql`${citations.sourceId} = ${numberParameter('sourceId')} AND ${spans.start} < ${numberParameter('end')} AND ${spans.end} > ${numberParameter('start')}`,
    )
    .prepare();

/** Describes different words cited at the same place. A substitute if the text is unavailable. */
function describeConflict(
  source: string,
  { words, start, end }: Span,
  others: readonly ResolvedSpan[],
): string | undefined {
  for (const other of others) {
    const [first, last] = [Math.max(start, other.start), Math.min(end, other.end)];
    const ourWords = [...words].slice(first - start, last - start).join('');
    const theirWords = [...other.words].slice(first - other.start, last - other.start).join('');
    if (ourWords !== theirWords)
      return `From ${first} to ${last}, these words have "${ourWords}", but another citation of "${source}" has "${theirWords}". The words or offsets of one of them are wrong.`;
  }
  return undefined;
}

/**
 * Compares the spans of a source with its text after the source was written. Without a text, spans that were compared
 * with another text become unverified, if the write accepts that.
 */
export function verifySpansOfSource(writer: Writer, source: SpanSource, formerHash: string | null): void {
  if (writer.isHistorical) return;
  const hasChanged = formerHash !== source.sha256;
  const affected = writer
    .prepare(selectSpansOfSource)
    .all({ id: source.id })
    .filter(({ isVerified }) => hasChanged || !isVerified);
  if (affected.length === 0) return;
  const text = findSourceText(writer, source);
  if (text) {
    const failures = affected.flatMap((span) => {
      const mismatch = verifySpan(text, span);
      return mismatch === undefined ? [] : [{ ...span, mismatch }];
    });
    // The records of an import follow their source, with the offsets of the new text.
    const isReplaceable =
      hasChanged && (writer.attribution.importer !== undefined || writer.verifier.acceptsUnverified);
    if (failures.length > 0 && !isReplaceable)
      throw badInput(
        `The text does not match ${failures.length} of the quotations of "${source.key}". ${failures[0]?.mismatch}`,
        'text',
      );
    writer.prepare(updateSpansOfSource).run({ id: source.id, isVerified: 1 });
    for (const { citationId, ordinal } of failures) {
      writer.prepare(markUnverified).run({ citationId, ordinal });
      writer.verifier.outdatedSpans.push({ citationId, ordinal });
    }
    return;
  }
  const verified = affected.filter(({ isVerified }) => isVerified).length;
  if (verified === 0) return;
  if (!writer.verifier.acceptsUnverified)
    throw badInput(
      `${verified} quotations of "${source.key}" were verified in the text with the SHA-256 ${formerHash}. Supply the new "text", or accept unverified words with "acceptUnverified".`,
      'sha256',
    );
  writer.verifier.unverifiedCount += verified;
  writer.prepare(updateSpansOfSource).run({ id: source.id, isVerified: 0 });
}

/** Returns the number of spans that the writes of a verifier left unverified. */
export const countUnverifiedSpans = (writer: Writer): number =>
  writer.verifier.unverifiedCount +
  writer.verifier.outdatedSpans.filter((span) => writer.prepare(selectUnverified).get(span)).length;

const isSpan = sql`${spans.citationId} = ${sql.placeholder('citationId')} AND ${spans.ordinal} = ${sql.placeholder('ordinal')}`;

const selectUnverified = (tx: Transaction) =>
  tx.select({ ordinal: spans.ordinal }).from(spans).where(sql`${isSpan} AND NOT ${spans.isVerified}`).prepare();

const selectSpansOfSource = (tx: Transaction) =>
  tx
    .select({
      citationId: spans.citationId,
      ordinal: spans.ordinal,
      words: spans.words,
      start: spans.start,
      end: spans.end,
      isVerified: spans.isVerified,
    })
    .from(citations)
    .innerJoin(spans, sql`${spans.citationId} = ${citations.id}`)
    .where(sql`${citations.sourceId} = ${numberParameter('id')}`)
    .prepare();

const updateSpansOfSource = (tx: Transaction) =>
  tx
    .update(spans)
    .set({ isVerified: sql`${sql.placeholder('isVerified')}` })
    .where(
      sql`${spans.citationId} IN (SELECT ${citations.id} FROM ${citations} WHERE ${citations.sourceId} = ${numberParameter('id')})`,
    )
    .prepare();

const markUnverified = (tx: Transaction) => tx.update(spans).set({ isVerified: false }).where(isSpan).prepare();

/** Returns the hash of a source's text before the source is written. */
export const selectHash = (tx: Transaction) =>
  tx
    .select({ sha256: sources.sha256 })
    .from(sources)
    .where(sql`${sources.key} = ${sql.placeholder('key')}`)
    .prepare();
