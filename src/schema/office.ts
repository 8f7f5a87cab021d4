import { type SQL, sql } from 'drizzle-orm';
import { termMatchesDay } from '../db/queries/office.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { terms } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import type { FieldBuilder } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { certainties, enumOf } from './enums.ts';
import { identifiersField } from './identifier.ts';
import { keyFields } from './node.ts';
import { nounFields } from './noun-fields.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { sqlField } from './plan/sql-field.ts';
import { Node, Office, Term } from './type-refs.ts';

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
          orderBy: sql`${term.fromEarliest} DESC, ${tieBreaker ? sql`${tieBreaker}, ` : sql``}${term.key}`,
        };
      });
    }),
  });

Office.implement({
  description: 'A post held by successive people.',
  interfaces: [Node],
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
  fields: (t) => ({ ...keyFields(t), ...nounFields(t, nounStorage.term), ...evidenceFields(t, 'termId') }),
});
