import { sql } from 'drizzle-orm';
import { type AgreementFilter, agreementConditions } from '../db/queries/agreement.ts';
import type { Row } from '../db/sql-builder.ts';
import { agreementSignatories, agreements, entries } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Agreements } from './connection-types.ts';
import { byDay, listedIn } from './entry.ts';
import { AgreementInstrument, AgreementStatus } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { pageArgs, rootList } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Agreement, Entry, FuzzyDate, Node, Party, Visit } from './type-refs.ts';

const agreement = fieldsOf(agreements, entries);

Agreement.implement({
  description: 'Something that parties agreed, from a declaration of intent to a treaty.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    title: t.string({ description: 'Its title, or what it is about.', ...agreement((row) => row.title) }),
    instrument: t.field({ type: AgreementInstrument, description: 'Its form.', ...agreement((row) => row.instrument) }),
    binding: t.boolean({
      nullable: true,
      description: 'Whether it binds its parties; null where no source says.',
      ...agreement((row) => row.binding),
    }),
    status: t.field({ type: AgreementStatus, description: 'How far it has come.', ...agreement((row) => row.status) }),
    signedOn: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it was signed; null where not signed, or no source says.',
      ...fuzzyDateOf('signedOn'),
    }),
    signatories: t.field({
      type: [Party],
      description: 'Who signed.',
      ...listedIn(agreementSignatories, 'partyId'),
    }),
    partOf: t.field({
      type: Agreement,
      nullable: true,
      description: 'The larger agreement that it is a part of.',
      ...agreement((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.partOfId}`)),
    }),
    parts: t.field({
      type: [Agreement],
      description: 'The agreements that it consists of.',
      ...agreement((row, _args: object, plan) =>
        plan.many((one) => ({ where: sql`${one.partOfId} = ${row.id}`, orderBy: sql`${one.at}, ${one.key}` })),
      ),
    }),
    visit: t.field({
      type: Visit,
      nullable: true,
      description: 'The visit on which it was made.',
      ...agreement((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.visitId}`)),
    }),
  }),
});

builder.queryField('agreements', (t) =>
  t.field({
    type: Agreements,
    description: 'Agreements, newest first.',
    args: {
      filter: t.arg({ type: inputs.Agreement, description: 'Which agreements; all if left out.' }),
      ...pageArgs(t.arg),
    },
    ...rootList<Row<typeof agreements>, PageArgs & { filter?: AgreementFilter | null }>((row, { filter }, { scope }) =>
      byDay(row, agreementConditions(scope, row, filter ?? {})),
    ),
  }),
);
