import { sql } from 'drizzle-orm';
import { termHeldOn } from '../db/queries/office.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { offices, terms } from '../db/tables/index.ts';
import { evidenceFields } from './claim.ts';
import { OfficeRank, TermCapacity } from './enums.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { globalIdField } from './node.ts';
import { partyField } from './party.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Country, FuzzyDate, Office, Organization, Person, Term } from './type-refs.ts';

const officeField = sqlFieldFor(offices);
const termField = sqlFieldFor(terms);

Office.implement({
  description: 'A post that people hold one after another.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalIdField }),
    key: t.string({ description: 'Its stable key.', ...officeField((row) => row.key) }),
    title: t.string({ description: 'Its title in English.', ...officeField((row) => row.title) }),
    rank: t.field({
      type: OfficeRank,
      description: 'How high it is, by its function.',
      ...officeField((row) => row.rank),
    }),
    country: t.field({
      type: Country,
      nullable: true,
      description: 'The country that it is an office of.',
      ...partyField<AliasedColumns<typeof offices>>((row) => row.countryId),
    }),
    organization: t.field({
      type: Organization,
      nullable: true,
      description: 'The organisation that it is an office of.',
      ...partyField<AliasedColumns<typeof offices>>((row) => row.organizationId),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The first day on which it existed; null where no source says.',
      ...fuzzyDateField('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its last day; null while it exists, or where no source says.',
      ...fuzzyDateField('until'),
    }),
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
    office: t.field({
      type: Office,
      description: 'The office.',
      ...termField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.officeId}`)),
    }),
    person: t.field({
      type: Person,
      description: 'Who held it.',
      ...partyField<AliasedColumns<typeof terms>>((row) => row.personId),
    }),
    capacity: t.field({ type: TermCapacity, description: 'In which capacity.', ...termField((row) => row.capacity) }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its first day; null where no source says.',
      ...fuzzyDateField('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its last day; null while it lasts, or where no source says.',
      ...fuzzyDateField('until'),
    }),
    ...evidenceFields(t, 'termId'),
  }),
});
