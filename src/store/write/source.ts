import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { coverages, sourceDerivations, sources, sourceTexts } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertNoCycle, assertTextCoversSpans } from '../assert-invariants.ts';
import { updateDerivedRows } from '../derived-rows.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toFieldRow, writeLists } from './noun-row.ts';
import { findSourceText, selectHash, verifySpansOfSource } from './span.ts';

export function writeSource(writer: Writer, record: RecordOf<'source'>): WriteResult {
  if (record.derivedFrom.includes(record.key)) throw badInput('A source cannot derive from itself.', 'derivedFrom');
  if (record.replaces === record.key) throw badInput('A source cannot replace itself.', 'replaces');
  const { key } = record;
  const text = record.text === undefined ? undefined : addSuppliedText(writer, record.text, record);
  const stated = { ...record, ...text, ...(text && { textRetention: record.textRetention ?? 'HASHED' }) };
  if (stated.textRetention === 'RETAINED' && record.licence === undefined)
    throw badInput('A text is only retained if a licence allows it. Name the licence, or choose HASHED.', 'licence');
  const formerHash = writer.prepare(selectHash).get({ key })?.sha256 ?? null;
  const row = { key, ...toFieldRow(writer, nounStorage.source.fields, stated) };
  const { id, created } = writer.upsert(sources, row);
  const written = { id, key, sha256: row.sha256, length: row.length };
  writeLists(writer, nounStorage.source, { id }, record, created);
  if (!created) {
    if (row.length !== null) assertTextCoversSpans(writer, id, row.length);
    assertNoCycle(writer, { from: sources.id, to: sources.replacesId }, id, 'replaces');
    assertNoCycle(writer, { from: sourceDerivations.sourceId, to: sourceDerivations.fromId }, id, 'derivedFrom');
  }
  retainText(writer, written, stated.textRetention, formerHash);
  if (!created) {
    // The hash is cached with the key.
    writer.clearCache();
    verifySpansOfSource(writer, written, formerHash);
  }
  const result = { id, created };
  updateDerivedRows(writer, { kind: 'source', ...result });
  return result;
}

/** Returns the hash and the length of a supplied text. Throws if the record has others. */
function addSuppliedText(
  writer: Writer,
  text: string,
  { sha256, length }: Pick<RecordOf<'source'>, 'sha256' | 'length'>,
): { sha256: string; length: number } {
  const actual = writer.verifier.addText(text);
  if (sha256 !== undefined && sha256 !== actual.sha256)
    throw badInput(
      `The text has the SHA-256 ${actual.sha256}, not ${sha256}. Omit "sha256": it is computed.`,
      'sha256',
    );
  if (length !== undefined && length !== actual.length)
    throw badInput(
      `The text has ${actual.length} code points, not ${length}. Omit "length": it is computed.`,
      'length',
    );
  return actual;
}

/** Stores the text of a source, or deletes it. */
function retainText(
  writer: Writer,
  { id, sha256 }: { id: number; sha256: string | null },
  retention: RecordOf<'source'>['textRetention'],
  formerHash: string | null,
): void {
  if (writer.isHistorical) return;
  if (retention !== 'RETAINED') {
    deleteText(writer, id);
    return;
  }
  if (sha256 === formerHash && writer.prepare(selectHasText).get({ id })) return;
  const text = findSourceText(writer, { id, sha256 });
  if (!text)
    throw badInput('The text is not available. Supply it as "text", or choose HASHED for "textRetention".', 'text');
  writer.prepare(upsertText).run({ sourceId: id, text: text.text });
}

const upsertText = (tx: Transaction) =>
  tx
    .insert(sourceTexts)
    .values({ sourceId: sql.placeholder('sourceId'), text: sql.placeholder('text') })
    .onConflictDoUpdate({ target: sourceTexts.sourceId, set: { text: sql`excluded.text` } })
    .prepare();

/** Deletes a stored text, and overwrites it in the file. */
function deleteText(writer: Writer, id: number): void {
  if (!writer.prepare(selectHasText).get({ id })) return;
  writer.run(sql`PRAGMA secure_delete = ON`);
  writer.prepare(deleteTextOf).run({ id });
  writer.run(sql`PRAGMA secure_delete = OFF`);
}

const isTextOf = eq(sourceTexts.sourceId, sql.placeholder('id'));
const selectHasText = (tx: Transaction) =>
  tx.select({ id: sourceTexts.sourceId }).from(sourceTexts).where(isTextOf).prepare();
const deleteTextOf = (tx: Transaction) => tx.delete(sourceTexts).where(isTextOf).prepare();

const findCoverage = (tx: Transaction) =>
  tx
    .select({ id: coverages.id })
    .from(coverages)
    .where(and(eq(coverages.sourceId, sql.placeholder('sourceId')), eq(coverages.about, sql.placeholder('about'))))
    .prepare();

/** Writes a coverage, which is identified by its source and subject instead of a key. */
export function writeCoverage(writer: Writer, record: RecordOf<'coverage'>): WriteResult {
  const { about, start, end } = record;
  if (start && end && end < start) throw badInput(`It ends on ${end}, before it begins on ${start}.`, 'end');
  const row = toFieldRow(writer, nounStorage.coverage.fields, record);
  const found = writer.prepare(findCoverage).get({ sourceId: row.sourceId, about });
  if (!found) return { id: writer.insert(coverages, row), created: true };
  writer.save(coverages, { ...row, id: found.id }, false);
  return { id: found.id, created: false };
}
