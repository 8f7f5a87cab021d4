import { sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { offices, terms } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { evidenceFields } from './claim.ts';
import { globalIdField } from './node.ts';
import { nounFields } from './noun-fields.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { type TermArgs, termArgs, termArgsCondition } from './term-args.ts';
import { Office, Term } from './type-refs.ts';

const officeField = sqlFieldFor(offices);
const termField = sqlFieldFor(terms);

Office.implement({
  description: 'A post held by successive people.',
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    key: t.string({ description: 'The stable key.', ...officeField((row) => row.key) }),
    ...nounFields(t, nounStorage.office),
    holders: t.field({
      type: [Term],
      description: 'The terms in the office, newest first.',
      args: termArgs(t.arg),
      ...officeField<TermArgs>((row, args, plan) =>
        plan.selectMany((found) => {
          const held = found as AliasedColumns<typeof terms>;
          return {
            where: sql`${held.officeId} = ${row.id}${termArgsCondition(plan.scope, held, args)}`,
            orderBy: sql`${held.fromEarliest} DESC, ${held.key}`,
          };
        }),
      ),
    }),
  }),
});

Term.implement({
  description: 'A period during which a person held an office, with the capacity.',
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    key: t.string({ description: 'The stable key.', ...termField((row) => row.key) }),
    ...nounFields(t, nounStorage.term),
    ...evidenceFields(t, 'termId'),
  }),
});
