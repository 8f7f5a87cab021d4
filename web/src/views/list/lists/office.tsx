import type { OfficeFilter, OfficeOrder } from '@chancery/sdk';
import { Badge } from '../../../components/badge.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { PartyLink } from '../../../components/record-links.tsx';
import { formatDay, getToday } from '../../../format/date.ts';
import { humanizeEnum } from '../../../format/labels.ts';
import { toOptions } from '../filter-parts.ts';
import { OfficeListDocument, type OfficeRow } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const officeList: ListDefinition<OfficeRow, OfficeFilter, OfficeOrder> = {
  title: 'Offices',
  lead: 'Heads of state and government, ministers and others, with their holders.',
  singular: 'office',
  plural: 'offices',
  field: 'offices',
  filterType: 'OfficeFilter',
  exportName: 'offices',
  document: OfficeListDocument,
  extraVariables: () => ({ today: getToday() }),
  filters: [
    {
      param: 'title',
      label: 'Title',
      kind: 'text',
      hint: 'part of a title',
      toFilter: (contains) => ({ title: { contains } }),
    },
    {
      param: 'country',
      label: 'Country',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (code) => ({ country: { code: { eq: code } } }),
    },
    {
      param: 'organization',
      label: 'Organization',
      kind: 'link',
      toFilter: (key) => ({ organization: { eq: key } }),
    },
    {
      param: 'rank',
      label: 'Rank',
      kind: 'options',
      options: toOptions(
        [
          'HEAD_OF_STATE',
          'HEAD_OF_GOVERNMENT',
          'FOREIGN_MINISTER',
          'MINISTER',
          'AMBASSADOR',
          'SPOKESPERSON',
          'IGO_HEAD',
          'OTHER',
        ],
        { IGO_HEAD: 'Head of an international organization' },
      ),
      toFilter: (rank) => ({ rank: [rank as OfficeRow['rank']] }),
    },
  ],
  sorts: [
    { value: 'title', label: 'Title, A to Z', orderBy: [{ field: 'TITLE', direction: 'ASC' }] },
    { value: 'title-desc', label: 'Title, Z to A', orderBy: [{ field: 'TITLE', direction: 'DESC' }] },
    { value: 'rank', label: 'Rank', orderBy: [{ field: 'RANK', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    {
      id: 'title',
      label: 'Title',
      sort: { ascending: 'title', descending: 'title-desc' },
      render: (office) => <RecordLink record={{ ...office, name: office.title }} />,
    },
    {
      id: 'rank',
      label: 'Rank',
      sort: { ascending: 'rank' },
      render: ({ rank }) => rank !== 'OTHER' && <Badge>{humanizeEnum(rank)}</Badge>,
    },
    {
      id: 'of',
      label: 'Of',
      render: ({ country, organization }) =>
        country ? <PartyLink party={country} /> : organization && <PartyLink party={organization} />,
    },
    {
      id: 'holders',
      label: 'Holder',
      render: ({ holders }) =>
        holders.length > 0 &&
        holders.map(({ key, person, attestedUntil }) => (
          <div key={key}>
            <PartyLink party={person} />
            {attestedUntil && <span className="list-sub">attested until {formatDay(attestedUntil)}</span>}
          </div>
        )),
    },
  ],
};
