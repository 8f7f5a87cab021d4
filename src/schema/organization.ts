import { sql } from 'drizzle-orm';
import { type OrganizationFilter, organizationConditions } from '../db/queries/organization.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { organizations, parties } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { OrganizationConnection } from './connection-types.ts';
import { today } from './country.ts';
import { inputTypes } from './filter-inputs.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import { buildListSpecByName, partyField } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { type EntityRow, sqlFieldFor } from './plan/sql-field.ts';
import { Country, Node, Organization, Party } from './type-refs.ts';

type OrganizationRow = EntityRow<typeof parties, typeof organizations>;
const organizationField = sqlFieldFor(parties, organizations);

Organization.implement({
  description: 'A company or another body.',
  interfaces: [Party, Node],
  fields: (t) => ({
    country: t.field({
      type: Country,
      nullable: true,
      description: 'Where it has its seat; null where no source says.',
      ...partyField<OrganizationRow>((row) => row.countryId),
    }),
    stateOwned: t.boolean({
      nullable: true,
      description: 'Whether a state owns it; null where no source says.',
      ...organizationField((row) => row.stateOwned),
    }),
  }),
});

builder.queryField('organizations', (t) =>
  t.field({
    type: OrganizationConnection,
    description: 'Organisations, by name.',
    args: {
      filter: t.arg({ type: inputTypes.Organization, description: 'Which organisations; all if left out.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof parties>, PageArgs & { filter?: OrganizationFilter | null }>(
      (row, { filter }, { scope }) =>
        buildListSpecByName(row, 'ORGANIZATION', organizationConditions(scope, row.id, filter ?? {}, sql`${today()}`)),
    ),
  }),
);
