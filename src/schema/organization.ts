import { type OrganizationFilter, organizationConditions } from '../db/queries/organization.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './output-fields.ts';
import { definePartyList } from './party.ts';
import { today } from './today.ts';
import { Node, Organization, Party, Versioned } from './type-refs.ts';

Organization.implement({
  description: 'A company or other organization.',
  interfaces: [Party, Versioned, Node],
  fields: (t) => nounFields(t, nounStorage.organization),
});

definePartyList<OrganizationFilter>('ORGANIZATION', {
  type: Organization,
  pluralName: 'organizations',
  filter: inputTypes.Organization,
  conditions: (row, filter, { scope }) => organizationConditions(scope, row.id, filter, today()),
}).defineQuery('organizations', 'Organizations, by name.');
