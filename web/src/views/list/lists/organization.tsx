import type { Organization, OrganizationFilter, OrganizationOrder } from '@chancery/sdk';
import { Badge } from '../../../components/badge.tsx';
import { PartyLink } from '../../../components/record-links.tsx';
import { OrganizationListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const organizationList: ListDefinition<Organization, OrganizationFilter, OrganizationOrder> = {
  title: 'Organizations',
  lead: 'Companies, agencies and other bodies that take part.',
  singular: 'organization',
  plural: 'organizations',
  field: 'organizations',
  filterType: 'OrganizationFilter',
  exportName: 'organizations',
  document: OrganizationListDocument,
  filters: [
    {
      param: 'name',
      label: 'Name',
      kind: 'text',
      hint: 'part of a name',
      toFilter: (contains) => ({ name: { contains } }),
    },
    {
      param: 'country',
      label: 'Country',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (code) => ({ country: { code: { eq: code } } }),
    },
    {
      param: 'owner',
      label: 'Ownership',
      kind: 'options',
      options: [
        { value: 'state', label: 'State-owned' },
        { value: 'other', label: 'Not state-owned' },
      ],
      toFilter: (value) => ({ stateOwned: value === 'state' }),
    },
  ],
  sorts: [
    { value: 'name', label: 'Name, A to Z', orderBy: [{ field: 'NAME', direction: 'ASC' }] },
    { value: 'name-desc', label: 'Name, Z to A', orderBy: [{ field: 'NAME', direction: 'DESC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    {
      id: 'name',
      label: 'Name',
      sort: { ascending: 'name', descending: 'name-desc' },
      render: (organization) => <PartyLink party={organization} />,
    },
    { id: 'country', label: 'Country', render: ({ country }) => country && <PartyLink party={country} /> },
    {
      id: 'owner',
      label: 'Ownership',
      render: ({ stateOwned }) =>
        stateOwned !== null && <Badge>{stateOwned ? 'state-owned' : 'not state-owned'}</Badge>,
    },
  ],
};
