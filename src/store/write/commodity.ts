import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { commodities } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertNoCycle } from '../assert-invariants.ts';
import { rebuildContainmentBelow } from '../rebuild-flow-containment.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';

export function writeCommodity(writer: Writer, record: RecordOf<'commodity'>): WriteResult {
  const { key, name, code } = record;
  if (name === undefined && code === undefined) throw badInput('A commodity needs a code or a name.', 'name');
  const row = toFieldRow(writer, nounStorage.commodity.fields, record);
  const before = findParentId(writer, key);
  const written = writer.upsert(commodities, { key, ...row, folded: foldText(name ?? '') });
  if (written.created) return written;
  assertNoCycle(writer, { from: commodities.id, to: commodities.parentId }, written.id, 'parent');
  if (before !== row.parentId) rebuildContainmentBelow(writer, written.id);
  return written;
}

const selectParentId = (tx: Transaction) =>
  tx
    .select({ parent: commodities.parentId })
    .from(commodities)
    .where(sql`${commodities.key} = ${sql.placeholder('key')}`)
    .prepare();

const findParentId = (writer: Writer, key: string): number | null | undefined =>
  writer.prepare(selectParentId).get({ key })?.parent;
