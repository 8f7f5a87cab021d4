import { foldText } from '../../fold-text.ts';
import type { RecordOf } from '../../ingest/records/index.ts';
import { commodities } from '../tables/index.ts';
import { assertNoRing } from './laws.ts';
import type { Writer, Written } from './writer.ts';

export function writeCommodity(writer: Writer, { key, scheme, code, name, parent }: RecordOf<'commodity'>): Written {
  const written = writer.upsert(commodities, {
    key,
    scheme,
    code: code ?? null,
    name,
    folded: foldText(name),
    parentId: writer.keys.idIf('commodity', parent, 'parent'),
  });
  if (!written.created) assertNoRing(writer, { from: commodities.id, to: commodities.parentId }, written.id, 'parent');
  return written;
}
