import { type SQL, sql } from 'drizzle-orm';
import type { Row, Scope } from '../db/sql-builder.ts';
import { names, type parties } from '../db/tables/index.ts';
import { evidenceFields } from './claim.ts';
import { Entries } from './connection-types.ts';
import { entriesOfParty, entryListArgs } from './entry.ts';
import { NameKind } from './enums.ts';
import { globalId } from './node.ts';
import type { PageSpec } from './plan/compile-page.ts';
import { fieldsOf, planned } from './plan/sql-field.ts';
import { Name, Node, Party } from './type-refs.ts';

const name = fieldsOf(names);

Name.implement({
  description: 'One of the names of a party.',
  fields: (t) => ({
    text: t.string({ description: 'The name.', ...name((row) => row.text) }),
    language: t.string({
      nullable: true,
      description: 'Its language, a BCP 47 tag; null where it is of none.',
      ...name((row) => row.language),
    }),
    kind: t.field({ type: NameKind, description: 'What sort of name it is.', ...name((row) => row.kind) }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'In use from this day; null where unknown.',
      ...name((row) => row.from),
    }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'In use until this day; null where unknown, or still in use.',
      ...name((row) => row.until),
    }),
  }),
});

/** The present name in a language, else the name that is shown. `zh-Hans` falls back on `zh`. */
function inLanguage(scope: Scope, party: Row<typeof parties>, language: string): SQL {
  const { row, from } = scope.table(names);
  const tags = [language, language.split('-')[0] ?? language];
  return sql`coalesce((SELECT ${row.text} FROM ${from} WHERE ${row.partyId} = ${party.id} AND ${row.language} IN (${tags[0]}, ${tags[1]})
    AND ${row.kind} IN ('SHORT', 'OFFICIAL', 'TRANSLITERATION') AND ${row.until} IS NULL
    ORDER BY ${row.language} = ${tags[0]} DESC, ${row.kind} = 'SHORT' DESC, ${row.ordinal} LIMIT 1), ${party.name})`;
}

Party.implement({
  description: 'Whoever can act, or be spoken of: a country, a person, an organisation or a group.',
  interfaces: [Node],
  resolveType: (value) => value.__typename as never,
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({
      description: 'Its stable key; for a country its code.',
      ...planned((row: Row<typeof parties>) => row.key),
    }),
    name: t.string({
      description: 'Its name: in the language asked for where the record has one, else in English.',
      args: { language: t.arg.string({ description: 'A BCP 47 tag, such as "fr" or "zh-Hans".' }) },
      ...planned<Row<typeof parties>, { language?: string | null }>((row, { language }, { scope }) =>
        language == null ? row.name : inLanguage(scope, row, language),
      ),
    }),
    names: t.field({
      type: [Name],
      description: 'All its names.',
      ...planned<Row, object>((row, _args, plan) =>
        plan.many((one) => ({ where: sql`${one.partyId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    ...evidenceFields(t, 'partyId'),
    entries: t.field({
      type: Entries,
      description: 'Everything on record in which it takes part, newest first.',
      args: entryListArgs(t.arg),
      ...entriesOfParty,
    }),
  }),
});

/** Parties of one kind, by name: the order that every list of parties has. */
export const byName = (
  row: Row<typeof parties>,
  kind: string,
  conditions: PageSpec['conditions'],
  descending = false,
): PageSpec => ({
  conditions: [{ test: sql`${row.kind} = ${sql.raw(`'${kind}'`)}` }, ...conditions],
  order: [row.sortName, row.key],
  descending,
});

/** The party whose id stands in a column: null where it is null. */
export const partyIn = <R extends Row>(column: (row: R) => SQL) =>
  planned<R, object>((row, _args, plan) => plan.one((party) => sql`${party.id} = ${column(row)}`));
