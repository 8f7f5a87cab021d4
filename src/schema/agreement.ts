import { sql } from 'drizzle-orm';
import { type AgreementFilter, agreementConditions } from '../db/queries/agreement.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { agreementSignatories, agreements, entries } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { AgreementConnection } from './connection-types.ts';
import { buildListSpecByDay, listTableField } from './entry.ts';
import { AgreementInstrument, AgreementStatus } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Agreement, Entry, FuzzyDate, Node, Party, Visit } from './type-refs.ts';

const agreementField = sqlFieldFor(agreements, entries);

Agreement.implement({
  description: 'Something that parties agreed, from a declaration of intent to a treaty.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    title: t.string({ description: 'Its title, or what it is about.', ...agreementField((row) => row.title) }),
    instrument: t.field({
      type: AgreementInstrument,
      description: 'Its form.',
      ...agreementField((row) => row.instrument),
    }),
    binding: t.boolean({
      nullable: true,
      description: 'Whether it binds its parties; null where no source says.',
      ...agreementField((row) => row.binding),
    }),
    status: t.field({
      type: AgreementStatus,
      description: 'How far it has come.',
      ...agreementField((row) => row.status),
    }),
    signedOn: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it was signed; null where not signed, or no source says.',
      ...fuzzyDateField('signedOn'),
    }),
    signatories: t.field({
      type: [Party],
      description: 'Who signed.',
      ...listTableField(agreementSignatories, 'partyId'),
    }),
    partOf: t.field({
      type: Agreement,
      nullable: true,
      description: 'The larger agreement that it is a part of.',
      ...agreementField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.partOfId}`)),
    }),
    parts: t.field({
      type: [Agreement],
      description: 'The agreements that it consists of.',
      ...agreementField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.partOfId} = ${row.id}`, orderBy: sql`${one.at}, ${one.key}` })),
      ),
    }),
    visit: t.field({
      type: Visit,
      nullable: true,
      description: 'The visit on which it was made.',
      ...agreementField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.visitId}`)),
    }),
  }),
});

builder.queryField('agreements', (t) =>
  t.field({
    type: AgreementConnection,
    description: 'Agreements, newest first.',
    args: {
      filter: t.arg({ type: inputTypes.Agreement, description: 'Which agreements; all if left out.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof agreements>, PageArgs & { filter?: AgreementFilter | null }>(
      (row, { filter }, { scope }) => buildListSpecByDay(row, agreementConditions(scope, row, filter ?? {})),
    ),
  }),
);
