import { sql } from 'drizzle-orm';
import { termHeldOn } from '../db/queries/office.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { offices, terms } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { evidenceFields } from './claim.ts';
import { globalIdField } from './node.ts';
import { nounFields } from './noun-fields.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Office, Term } from './type-refs.ts';

const officeField = sqlFieldFor(offices);
const termField = sqlFieldFor(terms);

Office.implement({
  description: 'A post that people hold one after another.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalIdField }),
    key: t.string({ description: 'Its stable key.', ...officeField((row) => row.key) }),
    ...nounFields(t, nounStorage.office),
    holders: t.field({
      type: [Term],
      description: 'Who held it, newest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only terms that lasted on this day, as far as is known.' }) },
      ...officeField<{ on?: string | null }>((row, { on }, plan) =>
        plan.selectMany((found) => {
          const held = found as AliasedColumns<typeof terms>;
          return {
            where: sql`${held.officeId} = ${row.id}${on ? sql` AND ${termHeldOn(held, on)}` : sql``}`,
            orderBy: sql`${held.fromEarliest} DESC, ${held.key}`,
          };
        }),
      ),
    }),
  }),
});

Term.implement({
  description: 'A period in which someone held an office, and in which capacity.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalIdField }),
    key: t.string({ description: 'Its stable key.', ...termField((row) => row.key) }),
    ...nounFields(t, nounStorage.term),
    ...evidenceFields(t, 'termId'),
  }),
});
