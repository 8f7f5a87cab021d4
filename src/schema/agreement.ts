import { sql } from 'drizzle-orm';
import { type AgreementFilter, agreementConditions } from '../db/queries/agreement.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { agreements, entries } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { AgreementConnection } from './connection-types.ts';
import { buildListSpecByDay } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Agreement, Entry, Node } from './type-refs.ts';

const agreementField = sqlFieldFor(agreements, entries);

Agreement.implement({
  description: 'An agreement between parties, from a declaration of intent to a treaty.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.agreement),
    parts: t.field({
      type: [Agreement],
      description: 'The agreements that are part of this one.',
      ...agreementField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.partOfId} = ${row.id}`, orderBy: sql`${one.at}, ${one.key}` })),
      ),
    }),
  }),
});

builder.queryField('agreements', (t) =>
  t.field({
    type: AgreementConnection,
    description: 'Agreements, newest first.',
    args: {
      filter: t.arg({ type: inputTypes.Agreement, description: 'Filters the agreements.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof agreements>, PageArgs & { filter?: AgreementFilter | null }>(
      (row, { filter }, { scope }) => buildListSpecByDay(row, agreementConditions(scope, row, filter ?? {})),
    ),
  }),
);
