import type { VisitFilter, VisitOrder } from '@chancery/sdk';
import { StatusBadge } from '../../../components/badge.tsx';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { EntryLink, PartyLink } from '../../../components/record-links.tsx';
import { RowSources } from '../../../components/row-sources.tsx';
import { buildDateFilters, labelEnum, toOptions, toYearFilter } from '../filter-parts.ts';
import { VisitListDocument, type VisitRow } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';
import { toFacetItem, useVisitFacet } from '../use-facets.ts';

export const visitList: ListDefinition<VisitRow, VisitFilter, VisitOrder> = {
  title: 'Visits',
  lead: 'Who travelled where, on which days, and for what.',
  singular: 'visit',
  plural: 'visits',
  field: 'visits',
  filterType: 'VisitFilter',
  exportName: 'visits',
  document: VisitListDocument,
  chartMeasure: 'visits',
  coverage: { kind: ['VISIT'] },
  filters: [
    {
      param: 'host',
      label: 'Host',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (code) => ({ host: { code: { eq: code } } }),
      useFacet: (filter) => useVisitFacet('HOST', filter, ({ host, count }) => toFacetItem(host, count)),
    },
    {
      param: 'region',
      label: 'Host region or group',
      kind: 'party',
      partyKinds: ['GROUP'],
      toFilter: (group) => ({ host: { group: { eq: group } } }),
    },
    {
      param: 'traveller',
      label: 'Traveller',
      kind: 'party',
      partyKinds: ['PERSON'],
      toFilter: (key) => ({ traveller: { key: { eq: key } } }),
      useFacet: (filter) => useVisitFacet('TRAVELLER', filter, ({ traveller, count }) => toFacetItem(traveller, count)),
    },
    {
      param: 'country',
      label: 'Traveller’s country',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (code) => ({ travellerCountry: { code: { eq: code } } }),
      useFacet: (filter) =>
        useVisitFacet('TRAVELLER_COUNTRY', filter, ({ travellerCountry, count }) =>
          toFacetItem(travellerCountry, count),
        ),
    },
    {
      param: 'party',
      label: 'Taking part',
      kind: 'link',
      toFilter: (key) => ({ party: { key: { eq: key } } }),
    },
    {
      param: 'office',
      label: 'Office of the traveller',
      kind: 'link',
      toFilter: (key) => ({ travellerOffice: { key: { eq: key } } }),
    },
    { param: 'text', label: 'Words', kind: 'text', toFilter: (text) => ({ text }) },
    ...buildDateFilters<VisitFilter>((start) => ({ start }), { what: 'Date' }),
    {
      param: 'year',
      label: 'Year',
      kind: 'link',
      toFilter: (year) => ({ start: toYearFilter(year) }),
      useFacet: (filter) =>
        useVisitFacet('YEAR', filter, ({ year, count }) =>
          year === null ? [] : [{ value: String(year), label: String(year), count }],
        ),
    },
    {
      param: 'type',
      label: 'Type',
      kind: 'options',
      options: toOptions(['STATE', 'OFFICIAL', 'OFFICIAL_WORKING', 'WORKING', 'INFORMAL', 'PRIVATE', 'UNSPECIFIED']),
      toFilter: (type) => ({ type: [type as VisitRow['type']] }),
      useFacet: (filter) =>
        useVisitFacet('TYPE', filter, ({ type, count }) =>
          type ? [{ value: type, label: labelEnum(type), count }] : [],
        ),
    },
    {
      param: 'status',
      label: 'Status',
      kind: 'options',
      options: toOptions(['ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED']),
      toFilter: (status) => ({ status: [status as VisitRow['status']] }),
      useFacet: (filter) =>
        useVisitFacet('STATUS', filter, ({ status, count }) =>
          status ? [{ value: status, label: labelEnum(status), count }] : [],
        ),
    },
    {
      param: 'purpose',
      label: 'Purpose',
      kind: 'options',
      options: toOptions(['BILATERAL', 'MULTILATERAL', 'CEREMONY', 'TROOPS', 'TRANSIT', 'HOLIDAY', 'ACCOMPANYING']),
      toFilter: (purpose) => ({ purpose: [purpose as VisitRow['purposes'][number]] }),
    },
    {
      param: 'source',
      label: 'Source',
      kind: 'link',
      toFilter: (key) => ({ source: { eq: key } }),
    },
  ],
  sorts: [
    { value: 'newest', label: 'Newest first', orderBy: [{ field: 'START', direction: 'DESC' }] },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'START', direction: 'ASC' }] },
    {
      value: 'host',
      label: 'Host',
      orderBy: [
        { field: 'HOST', direction: 'ASC' },
        { field: 'START', direction: 'DESC' },
      ],
    },
  ],
  getKey: ({ key }) => key,
  columns: [
    {
      id: 'start',
      label: 'Date',
      sort: { ascending: 'oldest', descending: 'newest' },
      render: (visit) => (
        <EntryLink entry={visit}>
          <FuzzyDateText date={visit.start} />
          {visit.end && visit.end.edtf !== visit.start?.edtf && (
            <span className="list-sub">
              to <FuzzyDateText date={visit.end} />
            </span>
          )}
          <span className="visually-hidden">: {visit.summary}</span>
        </EntryLink>
      ),
    },
    {
      id: 'travellers',
      label: 'Travellers',
      minWidth: '11rem',
      hasNoCardLabel: true,
      render: ({ travellers }) =>
        travellers.map(({ party, term }) => (
          <div key={party.key}>
            <PartyLink party={party} />
            {term && (
              <span className="list-sub">
                <RecordLink record={{ ...term.office, name: term.office.title }} />
              </span>
            )}
          </div>
        )),
    },
    {
      id: 'host',
      label: 'Host',
      hasNoCardLabel: true,
      sort: { ascending: 'host' },
      render: ({ host, place }) => (
        <>
          <PartyLink party={host} />
          {place && <span className="list-sub">{place}</span>}
        </>
      ),
    },
    {
      id: 'details',
      label: 'Details',
      hasNoCardLabel: true,
      render: ({ type, status, remarks }) => {
        const label = type === 'UNSPECIFIED' ? '' : labelEnum(type);
        // Some remarks begin with the type.
        const stated = remarks?.startsWith(label) ? remarks : [label, remarks].filter(Boolean).join('. ');
        return (
          <>
            {status !== 'COMPLETED' && <StatusBadge status={status} />}
            {stated && <span className="list-remarks">{stated}</span>}
          </>
        );
      },
    },
    {
      id: 'source',
      label: 'Source',
      render: ({ citations }) => (
        <span className="list-source">
          <RowSources citations={citations} />
        </span>
      ),
    },
  ],
};
