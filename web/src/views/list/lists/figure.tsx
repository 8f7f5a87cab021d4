import type { Figure, FigureFilter, FigureOrder } from '@chancery/sdk';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../../components/record-links.tsx';
import { FigureListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const figureList: ListDefinition<Figure, FigureFilter, FigureOrder> = {
  title: 'Figures',
  lead: 'Numbers that sources state, with their unit and period.',
  singular: 'figure',
  plural: 'figures',
  field: 'figures',
  filterType: 'FigureFilter',
  exportName: 'figures',
  document: FigureListDocument,
  coverage: { kind: ['FIGURE'] },
  filters: [
    { param: 'text', label: 'Words', kind: 'text', toFilter: (text) => ({ text }) },
    {
      param: 'about',
      label: 'About',
      kind: 'party',
      partyKinds: ['COUNTRY', 'ORGANIZATION', 'GROUP', 'PERSON'],
      toFilter: (key) => ({ about: { key: { eq: key } } }),
    },
    { param: 'party', label: 'Concerning', kind: 'link', toFilter: (key) => ({ party: { key: { eq: key } } }) },
    { param: 'source', label: 'Source', kind: 'link', toFilter: (key) => ({ source: { eq: key } }) },
  ],
  sorts: [
    { value: 'newest', label: 'Newest first', orderBy: [{ field: 'AT', direction: 'DESC' }] },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'AT', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    { id: 'figure', label: 'Figure', render: (figure) => <EntryLink entry={figure} /> },
    {
      id: 'value',
      label: 'Value',
      isNumber: true,
      render: ({ value, unit, approximate }) => `${approximate ? 'about ' : ''}${value.toLocaleString('en')} ${unit}`,
    },
    { id: 'measure', label: 'Measure', render: ({ measure }) => measure },
    { id: 'about', label: 'About', render: ({ about }) => about.length > 0 && <PartyLinks parties={about} /> },
    { id: 'period', label: 'Period', render: ({ period }) => period && <FuzzyDateText date={period} /> },
    { id: 'statedBy', label: 'Stated by', render: ({ statedBy }) => statedBy && <PartyLink party={statedBy} /> },
  ],
};
