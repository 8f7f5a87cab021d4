import { type OrganizationFilter, organizationConditions } from '../db/queries/organization.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { definePartyList, today } from './party.ts';
import { Node, Organization, Party } from './type-refs.ts';

Organization.implement({
  description: 'A company or other organization.',
  interfaces: [Party, Node],
  fields: (t) => nounFields(t, nounStorage.organization),
});

definePartyList<{ filter?: OrganizationFilter | null }>('ORGANIZATION', {
  type: Organization,
  pluralName: 'organizations',
  filter: inputTypes.Organization,
  conditions: (row, { filter }, { scope }) => organizationConditions(scope, row.id, filter ?? {}, today()),
}).defineQuery('organizations', 'Organizations, by name.');
