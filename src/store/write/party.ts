import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { names, parties } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import { foldText } from '../../model/fold-text.ts';
import type { Noun, RecordOf } from '../../model/records/index.ts';
import { formatKind, type PartyKind } from '../../model/vocabulary.ts';
import { nonDefaultNames } from '../serialize/non-default-names.ts';
import { writePartySearchDocument } from '../write-search-document.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';

type PartyRecord = Pick<RecordOf<'person'>, 'key' | 'name' | 'names' | 'citations'> & { noun: Noun };
type NameRecord = PartyRecord['names'][number];

const findPartyByKey = (tx: Transaction) =>
  tx
    .select({ id: parties.id, kind: parties.kind })
    .from(parties)
    .where(eq(parties.key, sql.placeholder('key')))
    .prepare();

/** Writes a party with its names and citations: `writeKind` writes the rows of its kind. */
export function writeParty(
  writer: Writer,
  kind: PartyKind,
  record: PartyRecord,
  writeKind: (id: number, created: boolean) => void,
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
  const rows = toNameRows(id, record);
  writer.replaceRows(names, names.partyId, id, rows);
  // Claims compare names in the interchange format, which omits the display name.
  const listedNames = nonDefaultNames(record.name, rows).map(({ text, language, kind, from, until }) => ({
    text,
    language,
    kind,
    from,
    until,
  }));
  const cited = { ...record, names: listedNames };
  insertCitations(writer, 'partyId', id, cited);
  writeKind(id, !found);
  writePartySearchDocument(writer, id);
  return { id, created: !found };
}

/** Returns the rows of distinct names, the display name first, with its days if they are listed. */
function toNameRows(partyId: number, { name, names: listed }: PartyRecord) {
  const isShown = (item: NameRecord): boolean =>
    item.text === name && item.kind === 'SHORT' && (item.language ?? 'en') === 'en';
  const shown = { ...(listed.find(isShown) ?? { text: name, kind: 'SHORT' as const }), language: 'en' };
  const identity = ({ text, language, kind, from, until }: NameRecord): string =>
    JSON.stringify([text, language, kind, from, until]);
  const others = listed.filter((item) => !isShown(item));
  const all = new Map(
    [shown, ...listed.filter(isShown).map((item) => ({ ...item, language: 'en' })), ...others].map((item) => [
      identity(item),
      item,
    ]),
  );
  return [...all.values()].map((item, ordinal) => {
    if (item.from && item.until && item.until < item.from)
      throw badInput(`The name "${item.text}" ends before it begins.`, 'names');
    return {
      partyId,
      text: item.text,
      folded: foldText(item.text),
      language: item.language ?? null,
      kind: item.kind,
      from: item.from ?? null,
      until: item.until ?? null,
      ordinal,
    };
  });
}
