import { type SQL, sql } from 'drizzle-orm';
import { selectIdentifiers } from '../db/queries/identifier.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { registers } from '../model/identifiers.ts';
import { identifierFields } from '../model/nouns/identifier.ts';
import type { FieldBuilder } from './builder.ts';
import { declaredFields } from './output-fields.ts';
import { sqlField } from './plan/sql-field.ts';
import { Identifier } from './type-refs.ts';

interface IdentifierRow {
  scheme: SQL;
  value: SQL;
}

Identifier.implement({
  description: 'The identifier of a party or an office in another register.',
  fields: (t) => ({
    ...declaredFields(t, identifierFields),
    url: t.field({
      type: 'String',
      nullable: true,
      description: 'Its page in the register; null if the register has none.',
      ...sqlField<IdentifierRow>(({ scheme, value }) => {
        const branches = Object.entries(registers).flatMap(([name, { urlPrefix }]) =>
          urlPrefix ? sql.raw(`WHEN '${name}' THEN '${urlPrefix}'`) : [],
        );
        return sql`CASE ${scheme} ${sql.join(branches, sql` `)} END || ${value}`;
      }),
    }),
  }),
});

/** Parties of these types have codes, which are identifiers too. */
const typesWithCodes: ReadonlySet<string> = new Set(['Party', 'Reporter', 'Country', 'Group']);

/** Returns the field for the identifiers of a party or an office. */
export const identifiersField = (t: FieldBuilder, owner: 'partyId' | 'officeId') => ({
  sameAs: t.field({
    type: [Identifier],
    description: 'The identifiers in other registers, such as Wikidata, ISO 3166 and VIAF.',
    ...sqlField<AliasedColumns>((row, _args, plan) => {
      plan.enterList(5);
      const alias = sql.raw(plan.scope.nextAlias());
      const hasCodes = owner === 'partyId' && typesWithCodes.has(plan.parentTypeName);
      const select = selectIdentifiers(plan.scope, row.id as SQL, owner, { hasCodes });
      const object = plan.selectEmbedded({ scheme: sql`${alias}."scheme"`, value: sql`${alias}."value"` });
      return plan.selectList(
        sql`json_group_array(${object})`,
        sql`FROM (SELECT * FROM (${select}) ORDER BY "ordinal" LIMIT -1) ${alias}`,
      );
    }),
  }),
});
