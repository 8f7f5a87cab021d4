import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { appearances, names, type parties } from '../db/tables/index.ts';
import { text } from '../model/nouns/field-kinds.ts';
import { nameFields } from '../model/nouns/party.ts';
import type { PartyKind } from '../model/vocabulary.ts';
import type { FieldBuilder } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { entryList, entryListCondition } from './entry.ts';
import { identifiersField } from './identifier.ts';
import { globalIdField } from './node.ts';
import { childrenField, declaredFields } from './output-fields.ts';
import { defineList, type ListOptions } from './pagination.ts';
import type { SortFields } from './plan/sort-order.ts';
import { resolveTypeByName, sqlField } from './plan/sql-field.ts';
import { Name, Node, Party, Reporter, Versioned } from './type-refs.ts';

type PartyRow = AliasedColumns<typeof parties>;

Name.implement({ description: 'A name of a party.', fields: (t) => declaredFields(t, nameFields) });

/** The present name in a language, else the name that is shown. `zh-Hans` falls back on `zh`. */
function selectNameInLanguage(scope: StatementContext, party: PartyRow, language: string): SQL {
  const { row, from } = scope.aliasTable(names);
  const tags = [language, language.split('-')[0] ?? language];
  return sql`coalesce((SELECT ${row.text} FROM ${from} WHERE ${row.partyId} = ${party.id} AND ${row.language} IN (${tags[0]}, ${tags[1]})
    AND ${row.kind} IN ('SHORT', 'OFFICIAL', 'TRANSLITERATION') AND ${row.end} IS NULL
    ORDER BY ${row.language} = ${tags[0]} DESC, ${row.kind} = 'SHORT' DESC, ${row.ordinal} LIMIT 1), ${party.name})`;
}

const identityFields = (t: FieldBuilder) => ({
  id: t.field({ type: 'ID', description: 'The global ID: stable and opaque.', ...globalIdField }),
  ...declaredFields(t, { key: text('The stable key; for a country, its code.') }),
  name: t.field({
    type: 'String',
    description: 'The name, in the requested language if available, otherwise in English.',
    args: {
      language: t.arg({ type: 'String', description: 'The language, as a BCP 47 tag such as "fr" or "zh-Hans".' }),
    },
    ...sqlField<PartyRow, { language?: string | null }>((row, { language }, { scope }) =>
      language == null ? row.name : selectNameInLanguage(scope, row, language),
    ),
  }),
  names: t.field({ type: [Name], description: 'All names.', ...childrenField('partyId', 'ordinal') }),
});

Party.implement({
  description: 'A party to diplomacy: a country, a person, an organization or a group.',
  interfaces: [Versioned, Node],
  resolveType: resolveTypeByName,
  fields: (t) => ({
    ...identityFields(t),
    ...identifiersField(t, 'partyId'),
    ...evidenceFields(t, 'partyId'),
    entries: entryList.nestedField(
      t,
      'The entries in which the party takes part, newest first.',
      (row, party, { scope }, { filter }) => [
        entryListCondition(scope, appearances, row.id, (list) => sql`${list.partyId} = ${party.id}`, filter),
      ],
    ),
  }),
});

Reporter.implement({
  description:
    'Who reports trade: a country, or a group that reports as one, such as a statistical area or the European Union.',
  interfaces: [Node],
  resolveType: resolveTypeByName,
  fields: (t) => ({
    ...identityFields(t),
    code: t.string({
      description: 'The code of the country, or the key of the group.',
      ...sqlField<PartyRow>((row) => row.key),
    }),
  }),
});

/** The order of parties by name in English, ignoring accents and case, and by key. */
export const partySortFields = (
  key = { field: 'KEY', description: 'The key.' },
  initial = 'NAME',
): SortFields<PartyRow> => ({
  fields: {
    [key.field]: { description: key.description, column: (row) => row.key, isUnique: true },
    NAME: { description: 'The name in English, ignoring accents and case.', column: ({ sortName }) => sortName },
  },
  default: { field: initial, direction: 'ASC' },
  tieBreaker: (row) => row.key,
});

type PartyListOptions<Filter> = Omit<ListOptions<PartyRow, Filter>, 'sortFields'> & {
  sortFields?: SortFields<PartyRow>;
};

/** Defines the list of the parties of a kind, by name. */
export const definePartyList = <Filter extends object>(
  kind: PartyKind,
  { conditions, sortFields = partySortFields(), ...options }: PartyListOptions<Filter>,
) =>
  defineList<PartyRow, Filter>({
    ...options,
    sortFields,
    conditions: (row, filter, plan) => [
      { test: sql`${row.kind} = ${sql.raw(`'${kind}'`)}` },
      ...conditions(row, filter, plan),
    ],
  });
