import { type SQL, sql } from 'drizzle-orm';
import { type Certainty as CertaintyValue, termMatchesDay } from '../db/queries/office.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import type { terms } from '../db/tables/index.ts';
import type { builder } from './builder.ts';
import { Certainty } from './enums.ts';

type BuilderTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type ArgBuilder = PothosSchemaTypes.FieldBuilder<BuilderTypes, object>['arg'];

export interface TermArgs {
  on?: string | null;
  certainty?: CertaintyValue | null;
}

/** The arguments of a list of terms. */
export const termArgs = (arg: ArgBuilder) => ({
  on: arg({ type: 'Date', description: 'Returns only terms in effect on this day.' }),
  certainty: arg({
    type: Certainty,
    defaultValue: 'CERTAIN',
    description:
      'How to match terms whose first and last day are not both known. CERTAIN: the first day has passed and the last day has not, in every reading, and a source attests the holder on `on` or later. POSSIBLE: the term may have been in effect, for all that is known.',
  }),
});

/** Returns the condition that the arguments set, to be added to others. */
export const termArgsCondition = (
  scope: StatementContext,
  term: AliasedColumns<typeof terms>,
  { on, certainty }: TermArgs,
): SQL => (on ? sql` AND ${termMatchesDay(scope, term, on, certainty ?? 'CERTAIN')}` : sql``);
