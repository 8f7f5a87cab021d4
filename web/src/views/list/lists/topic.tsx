import type { Topic, TopicFilter, TopicOrder } from '@chancery/sdk';
import { RecordLink } from '../../../components/record-link.tsx';
import { TopicListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const topicList: ListDefinition<Topic, TopicFilter, TopicOrder> = {
  title: 'Topics',
  lead: 'The questions on which positions are held.',
  singular: 'topic',
  plural: 'topics',
  field: 'topics',
  filterType: 'TopicFilter',
  exportName: 'topics',
  document: TopicListDocument,
  filters: [
    {
      param: 'name',
      label: 'Name',
      kind: 'text',
      hint: 'part of a name',
      toFilter: (contains) => ({ name: { contains } }),
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
      render: (topic) => <RecordLink record={topic} />,
    },
  ],
};
