import { and, eq, sql } from 'drizzle-orm';
import { coverages, sourceDerivations, sources } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow } from '../fuzzy-date-columns.ts';
import { assertHoldsSpans, assertNoRing } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';

export function writeSource(writer: Writer, record: RecordOf<'source'>): Written {
  if (record.derivedFrom.includes(record.key)) throw badInput('A source does not derive from itself.', 'derivedFrom');
  if (record.replaces === record.key) throw badInput('A source does not replace itself.', 'replaces');
  const written = writer.upsert(sources, {
    key: record.key,
    publisher: record.publisher,
    title: record.title ?? null,
    url: record.url ?? null,
    language: record.language ?? null,
    ...fuzzyRow('publishedOn', record.publishedOn),
    publishedAt: record.publishedAt ?? null,
    retrievedOn: record.retrievedOn ?? null,
    sha256: record.sha256 ?? null,
    length: record.length ?? null,
    licence: record.licence ?? null,
    replacesId: writer.keys.idIf('source', record.replaces, 'replaces'),
  });
  if (!written.created && record.length !== undefined) assertHoldsSpans(writer, written.id, record.length);
  if (!written.created) assertNoRing(writer, { from: sources.id, to: sources.replacesId }, written.id, 'replaces');
  const from = writer.keys.ids('source', record.derivedFrom, 'derivedFrom');
  writer.replace(
    sourceDerivations,
    sourceDerivations.sourceId,
    written.id,
    from.map((fromId, ordinal) => ({ sourceId: written.id, fromId, ordinal })),
  );
  if (!written.created)
    assertNoRing(writer, { from: sourceDerivations.sourceId, to: sourceDerivations.fromId }, written.id, 'derivedFrom');
  return written;
}

/** A coverage has no key: it is its source and what it is about. */
export function writeCoverage(writer: Writer, record: RecordOf<'coverage'>): Written {
  const { about, from, until, note } = record;
  if (from && until && until < from) throw badInput(`It ends on ${until}, before it begins on ${from}.`, 'until');
  const sourceId = writer.keys.id('source', record.source, 'source');
  const found = writer
    .once('coverage', (tx) =>
      tx
        .select({ id: coverages.id })
        .from(coverages)
        .where(and(eq(coverages.sourceId, sql.placeholder('sourceId')), eq(coverages.about, sql.placeholder('about'))))
        .prepare(),
    )
    .get({ sourceId, about });
  const row = { sourceId, about, from: from ?? null, until: until ?? null, note: note ?? null };
  if (!found) return { id: writer.insert(coverages, row), created: true };
  writer.put(coverages, { ...row, id: found.id }, false);
  return { id: found.id, created: false };
}
