import { sql } from 'drizzle-orm';
import { commodities } from '../../db/tables/index.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertNoRing } from '../invariants.ts';
import { renestBelow } from '../trade-flow-rebuild-containment.ts';
import type { Writer, Written } from '../writer.ts';

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
