import { sql } from 'drizzle-orm';
import { type OrganizationFilter, organizationConditions } from '../db/queries/organization.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { parties } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { OrganizationConnection } from './connection-types.ts';
import { today } from './country.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import { buildListSpecByName } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { Node, Organization, Party } from './type-refs.ts';

Organization.implement({
  description: 'A company or other organization.',
  interfaces: [Party, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.organization),
  }),
});

builder.queryField('organizations', (t) =>
  t.field({
    type: OrganizationConnection,
    description: 'Organizations, by name.',
    args: {
      filter: t.arg({ type: inputTypes.Organization, description: 'Filters the organizations.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof parties>, PageArgs & { filter?: OrganizationFilter | null }>(
      (row, { filter }, { scope }) =>
        buildListSpecByName(row, 'ORGANIZATION', organizationConditions(scope, row.id, filter ?? {}, sql`${today()}`)),
    ),
  }),
);
