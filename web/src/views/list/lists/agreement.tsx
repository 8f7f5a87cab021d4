import type { Agreement, AgreementFilter, AgreementOrder } from '@chancery/sdk';
import { StatusBadge } from '../../../components/badge.tsx';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLinks } from '../../../components/record-links.tsx';
import { buildDateFilters, labelEnum, toOptions } from '../filter-parts.ts';
import { AgreementListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const agreementList: ListDefinition<Agreement, AgreementFilter, AgreementOrder> = {
  title: 'Agreements',
  lead: 'What was signed, by whom, and whether it is in force.',
  singular: 'agreement',
  plural: 'agreements',
  field: 'agreements',
  filterType: 'AgreementFilter',
  exportName: 'agreements',
  document: AgreementListDocument,
  coverage: { kind: ['AGREEMENT'] },
  filters: [
    { param: 'text', label: 'Words', kind: 'text', toFilter: (text) => ({ text }) },
    {
      param: 'party',
      label: 'Taking part',
      kind: 'party',
      partyKinds: ['COUNTRY', 'ORGANIZATION', 'GROUP', 'PERSON'],
      toFilter: (key) => ({ party: { key: { eq: key } } }),
    },
    ...buildDateFilters<AgreementFilter>((signedOn) => ({ signedOn }), { what: 'Signed' }),
    {
      param: 'type',
      label: 'Type',
      kind: 'options',
      options: toOptions([
        'TREATY',
        'CONVENTION',
        'AGREEMENT',
        'PROTOCOL',
        'CHARTER',
        'CONTRACT',
        'MEMORANDUM_OF_UNDERSTANDING',
        'EXCHANGE_OF_NOTES',
        'JOINT_STATEMENT',
        'DECLARATION',
        'DECLARATION_OF_INTENT',
        'UNSPECIFIED',
      ]),
      toFilter: (instrument) => ({ instrument: [instrument as Agreement['instrument']] }),
    },
    {
      param: 'status',
      label: 'Status',
      kind: 'options',
      options: toOptions(['IN_FORCE', 'SIGNED', 'REPORTED_SIGNED', 'RATIFIED', 'PLANNED', 'TERMINATED']),
      toFilter: (status) => ({ status: [status as Agreement['status']] }),
    },
    { param: 'visit', label: 'Visit', kind: 'link', toFilter: (key) => ({ visit: { eq: key } }) },
    { param: 'source', label: 'Source', kind: 'link', toFilter: (key) => ({ source: { eq: key } }) },
  ],
  sorts: [
    { value: 'newest', label: 'Newest first', orderBy: [{ field: 'AT', direction: 'DESC' }] },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'AT', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    {
      id: 'agreement',
      label: 'Agreement',
      render: (agreement) => <EntryLink entry={agreement}>{agreement.title}</EntryLink>,
    },
    { id: 'type', label: 'Type', render: ({ instrument }) => labelEnum(instrument) },
    {
      id: 'signatories',
      label: 'Signatories',
      render: ({ signatories }) => signatories.length > 0 && <PartyLinks parties={signatories} />,
    },
    {
      id: 'signed',
      label: 'Signed',
      sort: { ascending: 'oldest', descending: 'newest' },
      render: ({ signedOn }) => signedOn && <FuzzyDateText date={signedOn} />,
    },
    { id: 'status', label: 'Status', render: ({ status }) => <StatusBadge status={status} /> },
  ],
};
