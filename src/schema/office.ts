import { sql } from 'drizzle-orm';
import { heldOn } from '../db/queries/office.ts';
import type { Row } from '../db/sql-builder.ts';
import { offices, terms } from '../db/tables/index.ts';
import { evidenceFields } from './claim.ts';
import { OfficeRank, TermCapacity } from './enums.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { globalId } from './node.ts';
import { partyIn } from './party.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Country, FuzzyDate, Office, Organization, Person, Term } from './type-refs.ts';

const office = fieldsOf(offices);
const term = fieldsOf(terms);

Office.implement({
  description: 'A post that people hold one after another.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({ description: 'Its stable key.', ...office((row) => row.key) }),
    title: t.string({ description: 'Its title in English.', ...office((row) => row.title) }),
    rank: t.field({ type: OfficeRank, description: 'How high it is, by its function.', ...office((row) => row.rank) }),
    country: t.field({
      type: Country,
      nullable: true,
      description: 'The country that it is an office of.',
      ...partyIn<Row<typeof offices>>((row) => row.countryId),
    }),
    organization: t.field({
      type: Organization,
      nullable: true,
      description: 'The organisation that it is an office of.',
      ...partyIn<Row<typeof offices>>((row) => row.organizationId),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The first day on which it existed; null where no source says.',
      ...fuzzyDateOf('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its last day; null while it exists, or where no source says.',
      ...fuzzyDateOf('until'),
    }),
    holders: t.field({
      type: [Term],
      description: 'Who held it, newest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only terms that lasted on this day, as far as is known.' }) },
      ...office<{ on?: string | null }>((row, { on }, plan) =>
        plan.many((found) => {
          const held = found as Row<typeof terms>;
          return {
            where: sql`${held.officeId} = ${row.id}${on ? sql` AND ${heldOn(held, on)}` : sql``}`,
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
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({ description: 'Its stable key.', ...term((row) => row.key) }),
    office: t.field({
      type: Office,
      description: 'The office.',
      ...term((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.officeId}`)),
    }),
    person: t.field({
      type: Person,
      description: 'Who held it.',
      ...partyIn<Row<typeof terms>>((row) => row.personId),
    }),
    capacity: t.field({ type: TermCapacity, description: 'In which capacity.', ...term((row) => row.capacity) }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its first day; null where no source says.',
      ...fuzzyDateOf('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its last day; null while it lasts, or where no source says.',
      ...fuzzyDateOf('until'),
    }),
    ...evidenceFields(t, 'termId'),
  }),
});
