import type { CountryFilter, CountryOrder } from '@chancery/sdk';
import { Badge } from '../../../components/badge.tsx';
import { Link } from '../../../components/link.tsx';
import { PartyLink } from '../../../components/record-links.tsx';
import { getToday } from '../../../format/date.ts';
import { humanizeEnum } from '../../../format/labels.ts';
import { paths } from '../../../route-paths.ts';
import { buildUrl } from '../../../url-state.ts';
import { toOptions } from '../filter-parts.ts';
import { CountryListDocument, type CountryRow } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const countryList: ListDefinition<CountryRow, CountryFilter, CountryOrder> = {
  title: 'Countries',
  lead: 'States and territories, present and former, with their leaders and visits.',
  singular: 'country',
  plural: 'countries',
  field: 'countries',
  filterType: 'CountryFilter',
  exportName: 'countries',
  document: CountryListDocument,
  extraVariables: () => ({ today: getToday() }),
  filters: [
    {
      param: 'name',
      label: 'Name',
      kind: 'text',
      hint: 'part of a name',
      toFilter: (contains) => ({ name: { contains } }),
    },
    {
      param: 'group',
      label: 'Member of',
      kind: 'party',
      partyKinds: ['GROUP'],
      toFilter: (key) => ({ group: { eq: key } }),
    },
    {
      param: 'status',
      label: 'Status',
      kind: 'options',
      options: toOptions(['STATE', 'TERRITORY', 'FORMER', 'OTHER']),
      toFilter: (status) => ({ status: [status as CountryRow['status']] }),
    },
  ],
  sorts: [
    { value: 'name', label: 'Name, A to Z', orderBy: [{ field: 'NAME', direction: 'ASC' }] },
    { value: 'name-desc', label: 'Name, Z to A', orderBy: [{ field: 'NAME', direction: 'DESC' }] },
    { value: 'code', label: 'Code', orderBy: [{ field: 'CODE', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    {
      id: 'name',
      label: 'Name',
      sort: { ascending: 'name', descending: 'name-desc' },
      render: (country) => <PartyLink party={country} />,
    },
    { id: 'code', label: 'Code', sort: { ascending: 'code' }, render: ({ code }) => <code>{code}</code> },
    {
      id: 'status',
      label: 'Status',
      render: ({ status }) => status !== 'STATE' && <Badge>{humanizeEnum(status)}</Badge>,
    },
    {
      id: 'leaders',
      label: 'Leaders',
      render: ({ leaders }) =>
        leaders.length > 0 &&
        leaders.map(({ key, person, office }) => (
          <div key={key}>
            <PartyLink party={person} />
            <span className="list-sub">{office.title}</span>
          </div>
        )),
    },
    {
      id: 'hosted',
      label: 'Visits hosted',
      isNumber: true,
      render: ({ code, visitsHosted: { totalCount } }) =>
        totalCount > 0 && <Link href={buildUrl(paths.visits, { host: code })}>{totalCount.toLocaleString('en')}</Link>,
    },
    {
      id: 'made',
      label: 'Visits made',
      isNumber: true,
      render: ({ code, visitsMade: { totalCount } }) =>
        totalCount > 0 && (
          <Link href={buildUrl(paths.visits, { country: code })}>{totalCount.toLocaleString('en')}</Link>
        ),
    },
  ],
};
