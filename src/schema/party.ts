import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { names, type parties } from '../db/tables/index.ts';
import { evidenceFields } from './claim.ts';
import { EntryConnection } from './connection-types.ts';
import { entryListArgs, partyEntriesField } from './entry.ts';
import { NameKind } from './enums.ts';
import { globalIdField } from './node.ts';
import type { ListSpec } from './plan/compile-page.ts';
import { resolveTypeByName, sqlField, sqlFieldFor } from './plan/sql-field.ts';
import { Name, Node, Party } from './type-refs.ts';

const nameField = sqlFieldFor(names);

Name.implement({
  description: 'A name of a party.',
  fields: (t) => ({
    text: t.string({ description: 'The name.', ...nameField((row) => row.text) }),
    language: t.string({
      nullable: true,
      description: 'The language, as a BCP 47 tag; null if the name belongs to no language.',
      ...nameField((row) => row.language),
    }),
    kind: t.field({ type: NameKind, description: 'The kind of name.', ...nameField((row) => row.kind) }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day of use; null if unknown.',
      ...nameField((row) => row.from),
    }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day of use; null if unknown or still in use.',
      ...nameField((row) => row.until),
    }),
  }),
});

/** Selects the present name in a language, or else the display name. `zh-Hans` falls back to `zh`. */
function selectNameInLanguage(scope: StatementContext, party: AliasedColumns<typeof parties>, language: string): SQL {
  const { row, from } = scope.aliasTable(names);
  const tags = [language, language.split('-')[0] ?? language];
  return sql`coalesce((SELECT ${row.text} FROM ${from} WHERE ${row.partyId} = ${party.id} AND ${row.language} IN (${tags[0]}, ${tags[1]})
    AND ${row.kind} IN ('SHORT', 'OFFICIAL', 'TRANSLITERATION') AND ${row.until} IS NULL
    ORDER BY ${row.language} = ${tags[0]} DESC, ${row.kind} = 'SHORT' DESC, ${row.ordinal} LIMIT 1), ${party.name})`;
}

Party.implement({
  description: 'A party to diplomacy: a country, a person, an organization or a group.',
  interfaces: [Node],
  resolveType: resolveTypeByName,
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    key: t.string({
      description: 'The stable key; for a country, its code.',
      ...sqlField((row: AliasedColumns<typeof parties>) => row.key),
    }),
    name: t.string({
      description: 'The name, in the requested language if available, otherwise in English.',
      args: { language: t.arg.string({ description: 'The language, as a BCP 47 tag such as "fr" or "zh-Hans".' }) },
      ...sqlField<AliasedColumns<typeof parties>, { language?: string | null }>((row, { language }, { scope }) =>
        language == null ? row.name : selectNameInLanguage(scope, row, language),
      ),
    }),
    names: t.field({
      type: [Name],
      description: 'All names.',
      ...sqlField<AliasedColumns, object>((row, _args, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.partyId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    ...evidenceFields(t, 'partyId'),
    entries: t.field({
      type: EntryConnection,
      description: 'The entries in which the party takes part, newest first.',
      args: entryListArgs(t.arg),
      ...partyEntriesField,
    }),
  }),
});

/** Builds the list of parties of one kind, sorted by name. */
export const buildListSpecByName = (
  row: AliasedColumns<typeof parties>,
  kind: string,
  conditions: ListSpec['conditions'],
  descending = false,
): ListSpec => ({
  conditions: [{ test: sql`${row.kind} = ${sql.raw(`'${kind}'`)}` }, ...conditions],
  order: [row.sortName, row.key],
  isDescending: descending,
});
