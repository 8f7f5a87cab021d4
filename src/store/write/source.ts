import { and, eq, sql } from 'drizzle-orm';
import { coverages, sourceDerivations, sources } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import { assertNoCycle, assertTextCoversSpans } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';

export function writeSource(writer: Writer, record: RecordOf<'source'>): WriteResult {
  if (record.derivedFrom.includes(record.key)) throw badInput('A source does not derive from itself.', 'derivedFrom');
  if (record.replaces === record.key) throw badInput('A source does not replace itself.', 'replaces');
  const written = writer.upsert(sources, {
    key: record.key,
    publisher: record.publisher,
    title: record.title ?? null,
    url: record.url ?? null,
    language: record.language ?? null,
    ...toFuzzyDateColumns('publishedOn', record.publishedOn),
    publishedAt: record.publishedAt ?? null,
    retrievedOn: record.retrievedOn ?? null,
    sha256: record.sha256 ?? null,
    length: record.length ?? null,
    licence: record.licence ?? null,
    replacesId: writer.references.resolveOptionalId('source', record.replaces, 'replaces'),
  });
  if (!written.created && record.length !== undefined) assertTextCoversSpans(writer, written.id, record.length);
  if (!written.created) assertNoCycle(writer, { from: sources.id, to: sources.replacesId }, written.id, 'replaces');
  const from = writer.references.resolveIds('source', record.derivedFrom, 'derivedFrom');
  writer.replaceRows(
    sourceDerivations,
    sourceDerivations.sourceId,
    written.id,
    from.map((fromId, ordinal) => ({ sourceId: written.id, fromId, ordinal })),
  );
  if (!written.created)
    assertNoCycle(
      writer,
      { from: sourceDerivations.sourceId, to: sourceDerivations.fromId },
      written.id,
      'derivedFrom',
    );
  return written;
}

/** A coverage has no key: it is its source and what it is about. */
export function writeCoverage(writer: Writer, record: RecordOf<'coverage'>): WriteResult {
  const { about, from, until, note } = record;
  if (from && until && until < from) throw badInput(`It ends on ${until}, before it begins on ${from}.`, 'until');
  const sourceId = writer.references.resolveId('source', record.source, 'source');
  const found = writer
    .prepareOnce('coverage', (tx) =>
      tx
        .select({ id: coverages.id })
        .from(coverages)
        .where(and(eq(coverages.sourceId, sql.placeholder('sourceId')), eq(coverages.about, sql.placeholder('about'))))
        .prepare(),
    )
    .get({ sourceId, about });
  const row = { sourceId, about, from: from ?? null, until: until ?? null, note: note ?? null };
  if (!found) return { id: writer.insert(coverages, row), created: true };
  writer.save(coverages, { ...row, id: found.id }, false);
  return { id: found.id, created: false };
}
