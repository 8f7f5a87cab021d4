import { eq, sql } from 'drizzle-orm';
import { names, parties } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import { foldText } from '../../model/fold-text.ts';
import type { Noun, RecordOf } from '../../model/records/index.ts';
import { nounOf, type PartyKind } from '../../model/vocabulary.ts';
import { writePartyDocument } from '../search-document.ts';
import { toldNames } from '../serialize/party-names.ts';
import type { Writer, Written } from '../writer.ts';
import { addCitations, clearCitations } from './citation.ts';

type PartyRecord = Pick<RecordOf<'person'>, 'key' | 'name' | 'names' | 'citations'> & { noun: Noun };
type NameRecord = PartyRecord['names'][number];

/** Writes a party with its names and evidence: `own` writes what is its kind's alone. */
export function writeParty(
  writer: Writer,
  kind: PartyKind,
  record: PartyRecord,
  own: (id: number, created: boolean) => void,
): Written {
  const found = writer
    .once('party by key', (tx) =>
      tx
        .select({ id: parties.id, kind: parties.kind })
        .from(parties)
        .where(eq(parties.key, sql.placeholder('key')))
        .prepare(),
    )
    .get({ key: record.key });
  if (found && found.kind !== kind)
    throw badInput(
      `"${record.key}" is already the key of a ${nounOf(found.kind)}: a ${nounOf(kind)} needs another.`,
      'key',
    );

  const row = { key: record.key, kind, name: record.name, sortName: foldText(record.name) };
  const id = found?.id ?? writer.insert(parties, row);
  if (found) {
    writer.put(parties, { ...row, id }, false);
    clearCitations(writer, 'partyId', id);
  }
  const rows = nameRows(id, record);
  writer.replace(names, names.partyId, id, rows);
  // Claims of names compare them as they are told: without the one that is shown anyway.
  const told = toldNames(record.name, rows).map(({ text, language, kind, from, until }) => ({
    text,
    language,
    kind,
    from,
    until,
  }));
  const evident = { ...record, names: told };
  addCitations(writer, 'partyId', id, evident);
  own(id, !found);
  writePartyDocument(writer, id);
  return { id, created: !found };
}

/** The name that is shown comes first, with its days if the list gives them; no name stands twice. */
function nameRows(partyId: number, { name, names: listed }: PartyRecord) {
  const isShown = (one: NameRecord): boolean =>
    one.text === name && one.kind === 'SHORT' && (one.language ?? 'en') === 'en';
  const shown = { ...(listed.find(isShown) ?? { text: name, kind: 'SHORT' as const }), language: 'en' };
  const identity = ({ text, language, kind, from, until }: NameRecord): string =>
    JSON.stringify([text, language, kind, from, until]);
  const others = listed.filter((one) => !isShown(one));
  const all = new Map(
    [shown, ...listed.filter(isShown).map((one) => ({ ...one, language: 'en' })), ...others].map((one) => [
      identity(one),
      one,
    ]),
  );
  return [...all.values()].map((one, ordinal) => {
    if (one.from && one.until && one.until < one.from)
      throw badInput(`The name "${one.text}" ends before it begins.`, 'names');
    return {
      partyId,
      text: one.text,
      folded: foldText(one.text),
      language: one.language ?? null,
      kind: one.kind,
      from: one.from ?? null,
      until: one.until ?? null,
      ordinal,
    };
  });
}
