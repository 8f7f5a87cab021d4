import type { Position, PositionFilter, PositionOrder } from '@chancery/sdk';
import { Badge } from '../../../components/badge.tsx';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../../components/record-links.tsx';
import { humanizeEnum } from '../../../format/labels.ts';
import { buildDateFilters, toOptions } from '../filter-parts.ts';
import { PositionListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const positionList: ListDefinition<Position, PositionFilter, PositionOrder> = {
  title: 'Positions',
  lead: 'Who supports, rejects or commits to what, and since when.',
  singular: 'position',
  plural: 'positions',
  field: 'positions',
  filterType: 'PositionFilter',
  exportName: 'positions',
  document: PositionListDocument,
  coverage: { kind: ['POSITION'] },
  filters: [
    { param: 'text', label: 'Words', kind: 'text', toFilter: (text) => ({ text }) },
    {
      param: 'holder',
      label: 'Holder',
      kind: 'party',
      partyKinds: ['COUNTRY', 'ORGANIZATION', 'GROUP', 'PERSON'],
      toFilter: (key) => ({ holder: { key: { eq: key } } }),
    },
    {
      param: 'toward',
      label: 'Toward',
      kind: 'party',
      partyKinds: ['COUNTRY', 'ORGANIZATION', 'GROUP', 'PERSON'],
      toFilter: (key) => ({ toward: { key: { eq: key } } }),
    },
    { param: 'party', label: 'Concerning', kind: 'link', toFilter: (key) => ({ party: { key: { eq: key } } }) },
    { param: 'topic', label: 'Topic', kind: 'link', toFilter: (key) => ({ topic: { eq: key } }) },
    ...buildDateFilters<PositionFilter>((heldOn) => ({ heldOn }), { what: 'Held' }),
    {
      param: 'stance',
      label: 'Stance',
      kind: 'options',
      options: toOptions(['SUPPORTS', 'REJECTS', 'COMMITS', 'CONCERNED', 'PARTNER', 'NEUTRAL']),
      toFilter: (stance) => ({ stance: [stance as Position['stance']] }),
    },
    { param: 'source', label: 'Source', kind: 'link', toFilter: (key) => ({ source: { eq: key } }) },
  ],
  sorts: [
    { value: 'newest', label: 'Newest first', orderBy: [{ field: 'AT', direction: 'DESC' }] },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'AT', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    { id: 'position', label: 'Position', render: (position) => <EntryLink entry={position} /> },
    { id: 'holder', label: 'Holder', render: ({ holder }) => <PartyLink party={holder} /> },
    { id: 'stance', label: 'Stance', render: ({ stance }) => <Badge>{humanizeEnum(stance)}</Badge> },
    {
      id: 'toward',
      label: 'Toward',
      render: ({ toward }) => toward.length > 0 && <PartyLinks parties={toward} />,
    },
    { id: 'topic', label: 'Topic', render: ({ topic }) => topic && <RecordLink record={topic} /> },
    {
      id: 'start',
      label: 'Since',
      sort: { ascending: 'oldest', descending: 'newest' },
      render: ({ start }) => start && <FuzzyDateText date={start} />,
    },
  ],
};
