import type { PersonFilter, PersonOrder } from '@chancery/sdk';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { PartyLink } from '../../../components/record-links.tsx';
import { formatTermPeriod } from '../../../components/term-period.ts';
import { PersonListDocument, type PersonRow } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

const maxTerms = 2;

export const personList: ListDefinition<PersonRow, PersonFilter, PersonOrder> = {
  title: 'People',
  lead: 'Those who travelled, spoke, signed or held an office.',
  singular: 'person',
  plural: 'people',
  field: 'people',
  filterType: 'PersonFilter',
  exportName: 'people',
  document: PersonListDocument,
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
      label: 'Country of an office',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (code) => ({ country: { code: { eq: code } } }),
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
      render: (person) => <PartyLink party={person} />,
    },
    {
      id: 'terms',
      label: 'Offices',
      render: ({ terms }) =>
        terms.length > 0 && (
          <>
            {terms.slice(0, maxTerms).map((term) => (
              <div key={term.key}>
                <RecordLink record={{ __typename: 'Office', key: term.office.key, name: term.office.title }} />
                <span className="list-sub">{formatTermPeriod(term)}</span>
              </div>
            ))}
            {terms.length > maxTerms && <span className="list-sub">and {terms.length - maxTerms} more</span>}
          </>
        ),
    },
    { id: 'born', label: 'Born', render: ({ born }) => born && <FuzzyDateText date={born} /> },
  ],
};
