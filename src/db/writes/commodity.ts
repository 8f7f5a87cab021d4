import { sql } from 'drizzle-orm';
import { foldText } from '../../fold-text.ts';
import type { RecordOf } from '../../ingest/records/index.ts';
import { commodities } from '../tables/index.ts';
import { assertNoRing } from './laws.ts';
import { renestBelow } from './trade-flow-renest.ts';
import type { Writer, Written } from './writer.ts';

export function writeCommodity(writer: Writer, { key, scheme, code, name, parent }: RecordOf<'commodity'>): Written {
  const parentId = writer.keys.idIf('commodity', parent, 'parent');
  const before = parentOf(writer, key);
  const written = writer.upsert(commodities, {
    key,
    scheme,
    code: code ?? null,
    name,
    folded: foldText(name),
    parentId,
  });
  if (written.created) return written;
  assertNoRing(writer, { from: commodities.id, to: commodities.parentId }, written.id, 'parent');
  if (before !== parentId) renestBelow(writer, written.id);
  return written;
}

const parentOf = (writer: Writer, key: string): number | null | undefined =>
  (
    writer
      .once('parent of a commodity', (tx) =>
        tx
          .select({ parent: commodities.parentId })
          .from(commodities)
          .where(sql`${commodities.key} = ${sql.placeholder('key')}`)
          .prepare(),
      )
      .get({ key }) as { parent: number | null } | undefined
  )?.parent;
