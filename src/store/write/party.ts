import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { names, parties } from '../../db/tables/index.ts';
import type { NounStorage, TableWithId } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { foldText } from '../../model/fold-text.ts';
import type { Fields, FieldValues } from '../../model/nouns/noun.ts';
import { nameFields } from '../../model/nouns/party.ts';
import type { Noun, RecordOf } from '../../model/records/index.ts';
import { formatKind, type PartyKind } from '../../model/vocabulary.ts';
import { updateDerivedRows } from '../derived-rows.ts';
import { omitDisplayName } from '../serialize/omit-display-name.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';
import { writeIdentifiers } from './identifier.ts';
import { type ToRow, toFieldRow, writeNounRows } from './noun-row.ts';

type PartyRecord = Pick<RecordOf<'person'>, 'key' | 'name' | 'names' | 'sameAs' | 'citations'> & { noun: Noun };
type NameRecord = PartyRecord['names'][number];

const findPartyByKey = (tx: Transaction) =>
  tx
    .select({ id: parties.id, kind: parties.kind })
    .from(parties)
    .where(eq(parties.key, sql.placeholder('key')))
    .prepare();

/** Writes a party with its names and citations. `writeMore` writes its lists that are not references. */
export function writeParty<F extends Fields, T extends TableWithId>(
  writer: Writer,
  kind: PartyKind,
  storage: NounStorage<F, T>,
  record: PartyRecord & FieldValues<F>,
  toRow: ToRow<{ id: number }, F, T>,
  writeMore?: (written: WriteResult) => void,
): WriteResult {
  const found = writer.prepare(findPartyByKey).get({ key: record.key });
  if (found && found.kind !== kind)
    throw badInput(
      `"${record.key}" is already the key of a ${formatKind(found.kind)}. Choose another key for the ${formatKind(kind)}.`,
      'key',
    );

  const row = { key: record.key, kind, name: record.name, sortName: foldText(record.name) };
  const id = found?.id ?? writer.insert(parties, row);
  if (found) {
    writer.save(parties, { ...row, id }, false);
    deleteCitations(writer, 'partyId', id);
  }
  const allNames = listNames(record);
  const nameRows = allNames.map((name, ordinal) => ({
    partyId: id,
    ...toFieldRow(writer, nameFields, name),
    folded: foldText(name.text),
    ordinal,
  }));
  const written = { id, created: !found };
  writer.replaceRows(names, names.partyId, written, nameRows);
  writeIdentifiers(writer, 'partyId', written, record.sameAs);
  // Claims compare names in the interchange format, which omits the display name.
  const cited = { ...record, names: omitDisplayName(record.name, allNames) };
  insertCitations(writer, 'partyId', id, cited);
  writeNounRows(writer, storage, { id }, record, !found, toRow);
  writeMore?.(written);
  updateDerivedRows(writer, { kind: 'PARTY', ...written });
  return written;
}

/** Returns the distinct names, the display name first, with its days if they are listed. */
function listNames({ name, names: listed }: PartyRecord): NameRecord[] {
  const isShown = (item: NameRecord): boolean =>
    item.text === name && item.kind === 'SHORT' && (item.language ?? 'en') === 'en';
  const others = listed.filter((item) => !isShown(item));
  const shown = listed.filter(isShown).map((item) => ({ ...item, language: 'en' }));
  const all = shown.length > 0 ? shown : [{ text: name, kind: 'SHORT' as const, language: 'en' }];
  const identity = ({ text, language, kind, start, end }: NameRecord): string =>
    JSON.stringify([text, language, kind, start, end]);
  const distinct = [...new Map([...all, ...others].map((item) => [identity(item), item])).values()];
  const reversed = distinct.find(({ start, end }) => start && end && end < start);
  if (reversed) throw badInput(`The name "${reversed.text}" ends before it begins.`, 'names');
  return distinct;
}
