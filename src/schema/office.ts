import { type SQL, sql } from 'drizzle-orm';
import { type OfficeFilter, officeConditions, termMatchesDay } from '../db/queries/office.ts';
import { type TermFilter, termConditions } from '../db/queries/term.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { offices, terms } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import type { FieldBuilder } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { certainties, enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { identifiersField } from './identifier.ts';
import { keyFields, keySortFields } from './node.ts';
import { nounFields } from './output-fields.ts';
import { defineList } from './pagination.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { sqlField } from './plan/sql-field.ts';
import { today } from './today.ts';
import { Node, Office, Term, Versioned } from './type-refs.ts';

type TermRow = AliasedColumns<typeof terms>;

interface TermArgs {
  on?: string | null;
  certainty?: (typeof certainties)[number] | null;
}

/**
 * Returns a field for terms, newest first, and optionally only those in effect on a day. `tieBreaker` sorts terms that
 * began on the same day.
 */
export const termsField = (
  t: FieldBuilder,
  description: string,
  select: (row: AliasedColumns, plan: FieldPlan) => (term: TermRow) => { where: SQL; through?: SQL; tieBreaker?: SQL },
) =>
  t.field({
    type: [Term],
    description,
    args: {
      on: t.arg({ type: 'Date', description: 'Returns only terms in effect on this day.' }),
      certainty: t.arg({
        type: enumOf(certainties),
        defaultValue: 'CERTAIN',
        description:
          'How to match terms whose first and last day are not both known. CERTAIN: the first day has passed and the last day has not, in every reading, and a source attests the holder on `on` or later. POSSIBLE: the term may have been in effect, for all that is known.',
      }),
    },
    ...sqlField<AliasedColumns, TermArgs>((row, { on, certainty }, plan) => {
      const selectTerms = select(row, plan);
      return plan.selectMany((found) => {
        const term = found as TermRow;
        const { where, tieBreaker, ...rest } = selectTerms(term);
        return {
          ...rest,
          where: sql`${where}${on ? sql` AND ${termMatchesDay(plan.scope, term, on, certainty ?? 'CERTAIN')}` : sql``}`,
          orderBy: sql`${term.startEarliest} DESC, ${tieBreaker ? sql`${tieBreaker}, ` : sql``}${term.key}`,
        };
      });
    }),
  });

Office.implement({
  description: 'A post held by successive people.',
  interfaces: [Versioned, Node],
  fields: (t) => ({
    ...keyFields(t),
    ...nounFields(t, nounStorage.office),
    ...identifiersField(t, 'officeId'),
    holders: termsField(t, 'The terms in the office, newest first.', (row) => (term) => ({
      where: sql`${term.officeId} = ${row.id}`,
    })),
  }),
});

Term.implement({
  description: 'A period during which a person held an office, with the capacity.',
  interfaces: [Versioned, Node],
  fields: (t) => ({ ...keyFields(t), ...nounFields(t, nounStorage.term), ...evidenceFields(t, 'termId') }),
});

defineList<AliasedColumns<typeof offices>, OfficeFilter>({
  type: Office,
  pluralName: 'offices',
  filter: inputTypes.Office,
  sortFields: keySortFields({
    TITLE: { description: 'The title.', column: ({ title }) => title },
    RANK: { description: 'The rank, by the name of its value.', column: ({ rank }) => rank },
  }),
  conditions: (row, filter, { scope }) => officeConditions(scope, row, filter, today()),
}).defineQuery('offices', 'Offices, by key.');

defineList<TermRow, TermFilter>({
  type: Term,
  pluralName: 'terms',
  filter: inputTypes.Term,
  sortFields: keySortFields({
    START: {
      description: 'The earliest first day. Terms without one sort below all others.',
      column: ({ startEarliest }) => sql`coalesce(${startEarliest}, '')`,
    },
  }),
  conditions: (row, filter, { scope }) => termConditions(scope, row, filter, today()),
}).defineQuery('terms', 'Terms in office, by key.');
