import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { coverages, sourceDerivations, sources } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertNoCycle, assertTextCoversSpans } from '../assert-invariants.ts';
import { writeSearchDocument } from '../write-search-document.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toFieldRow, writeLists } from './noun-row.ts';

export function writeSource(writer: Writer, record: RecordOf<'source'>): WriteResult {
  if (record.derivedFrom.includes(record.key)) throw badInput('A source cannot derive from itself.', 'derivedFrom');
  if (record.replaces === record.key) throw badInput('A source cannot replace itself.', 'replaces');
  const row = { key: record.key, ...toFieldRow(writer, nounStorage.source.fields, record) };
  const { id, created } = writer.upsert(sources, row);
  writeLists(writer, nounStorage.source, { id }, record);
  if (!created) {
    if (record.length !== undefined) assertTextCoversSpans(writer, id, record.length);
    assertNoCycle(writer, { from: sources.id, to: sources.replacesId }, id, 'replaces');
    assertNoCycle(writer, { from: sourceDerivations.sourceId, to: sourceDerivations.fromId }, id, 'derivedFrom');
  }
  writeSearchDocument(writer, 'source', id);
  return { id, created };
}

const findCoverage = (tx: Transaction) =>
  tx
    .select({ id: coverages.id })
    .from(coverages)
    .where(and(eq(coverages.sourceId, sql.placeholder('sourceId')), eq(coverages.about, sql.placeholder('about'))))
    .prepare();

/** Writes a coverage, which is identified by its source and subject instead of a key. */
export function writeCoverage(writer: Writer, record: RecordOf<'coverage'>): WriteResult {
  const { about, from, until } = record;
  if (from && until && until < from) throw badInput(`It ends on ${until}, before it begins on ${from}.`, 'until');
  const row = toFieldRow(writer, nounStorage.coverage.fields, record);
  const found = writer.prepare(findCoverage).get({ sourceId: row.sourceId, about });
  if (!found) return { id: writer.insert(coverages, row), created: true };
  writer.save(coverages, { ...row, id: found.id }, false);
  return { id: found.id, created: false };
}
