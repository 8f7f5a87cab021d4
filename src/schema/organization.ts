import { sql } from 'drizzle-orm';
import { type OrganizationFilter, organizationConditions } from '../db/queries/organization.ts';
import type { Row } from '../db/sql-builder.ts';
import { organizations, parties } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Organizations } from './connection-types.ts';
import { today } from './country.ts';
import { inputs } from './filter-inputs.ts';
import { pageArgs, rootList } from './pagination.ts';
import { byName, partyIn } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { fieldsOf, type RowOf } from './plan/sql-field.ts';
import { Country, Node, Organization, Party } from './type-refs.ts';

type OrganizationRow = RowOf<typeof parties, typeof organizations>;
const organization = fieldsOf(parties, organizations);

Organization.implement({
  description: 'A company or another body.',
  interfaces: [Party, Node],
  fields: (t) => ({
    country: t.field({
      type: Country,
      nullable: true,
      description: 'Where it has its seat; null where no source says.',
      ...partyIn<OrganizationRow>((row) => row.countryId),
    }),
    stateOwned: t.boolean({
      nullable: true,
      description: 'Whether a state owns it; null where no source says.',
      ...organization((row) => row.stateOwned),
    }),
  }),
});

builder.queryField('organizations', (t) =>
  t.field({
    type: Organizations,
    description: 'Organisations, by name.',
    args: {
      filter: t.arg({ type: inputs.Organization, description: 'Which organisations; all if left out.' }),
      ...pageArgs(t.arg),
    },
    ...rootList<Row<typeof parties>, PageArgs & { filter?: OrganizationFilter | null }>((row, { filter }, { scope }) =>
      byName(row, 'ORGANIZATION', organizationConditions(scope, row.id, filter ?? {}, sql`${today()}`)),
    ),
  }),
);
