import { foldText } from '../../fold-text.ts';
import type { RecordOf } from '../../ingest/records/index.ts';
import { commodities } from '../tables/index.ts';
import type { Writer, Written } from './writer.ts';

export const writeCommodity = (writer: Writer, { key, scheme, code, name, parent }: RecordOf<'commodity'>): Written =>
  writer.upsert(commodities, {
    key,
    scheme,
    code: code ?? null,
    name,
    folded: foldText(name),
    parentId: writer.keys.idIf('commodity', parent, 'parent'),
  });
