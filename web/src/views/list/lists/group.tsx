import type { Group, GroupFilter, GroupOrder } from '@chancery/sdk';
import { Badge } from '../../../components/badge.tsx';
import { PartyLink } from '../../../components/record-links.tsx';
import { groupKindLabels } from '../../../format/labels.ts';
import { GroupListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const groupList: ListDefinition<Group, GroupFilter, GroupOrder> = {
  title: 'Groups',
  lead: 'Regions, international organizations and informal groups of countries.',
  singular: 'group',
  plural: 'groups',
  field: 'groups',
  filterType: 'GroupFilter',
  exportName: 'groups',
  document: GroupListDocument,
  filters: [
    {
      param: 'name',
      label: 'Name',
      kind: 'text',
      hint: 'part of a name',
      toFilter: (contains) => ({ name: { contains } }),
    },
    {
      param: 'type',
      label: 'Type',
      kind: 'options',
      options: Object.entries(groupKindLabels).map(([value, label]) => ({ value, label })),
      toFilter: (kind) => ({ kind: [kind as Group['kind']] }),
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
      render: (group) => <PartyLink party={group} />,
    },
    { id: 'code', label: 'Code', render: ({ code }) => <code>{code}</code> },
    { id: 'type', label: 'Type', render: ({ kind }) => <Badge>{groupKindLabels[kind]}</Badge> },
  ],
};
