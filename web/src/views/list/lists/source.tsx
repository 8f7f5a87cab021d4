import type { Source, SourceFilter, SourceOrder } from '@chancery/sdk';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { SourceRefLink } from '../../../components/source-ref-link.tsx';
import { getLanguageName } from '../../../format/labels.ts';
import { buildDateFilters } from '../filter-parts.ts';
import { SourceListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const sourceList: ListDefinition<Source, SourceFilter, SourceOrder> = {
  title: 'Sources',
  lead: 'What every entry of the record rests on.',
  singular: 'source',
  plural: 'sources',
  field: 'sources',
  filterType: 'SourceFilter',
  exportName: 'sources',
  document: SourceListDocument,
  filters: [
    {
      param: 'title',
      label: 'Title',
      kind: 'text',
      hint: 'part of a title',
      toFilter: (contains) => ({ title: { contains } }),
    },
    {
      param: 'publisher',
      label: 'Publisher',
      kind: 'text',
      hint: 'part of a name',
      toFilter: (contains) => ({ publisher: { contains } }),
    },
    {
      param: 'url',
      label: 'Address',
      kind: 'text',
      hint: 'part of a URL',
      toFilter: (contains) => ({ url: { contains } }),
    },
    ...buildDateFilters<SourceFilter>((publishedOn) => ({ publishedOn }), { what: 'Published' }),
    {
      param: 'language',
      label: 'Language',
      kind: 'options',
      options: ['en', 'fr', 'ru', 'zh', 'es', 'ar', 'de'].map((value) => ({ value, label: getLanguageName(value) })),
      toFilter: (language) => ({ language: { eq: language } }),
    },
  ],
  sorts: [
    { value: 'publisher', label: 'Publisher, A to Z', orderBy: [{ field: 'PUBLISHER', direction: 'ASC' }] },
    { value: 'publisher-desc', label: 'Publisher, Z to A', orderBy: [{ field: 'PUBLISHER', direction: 'DESC' }] },
    { value: 'key', label: 'Key', orderBy: [{ field: 'KEY', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    { id: 'title', label: 'Source', render: (source) => <SourceRefLink source={source} /> },
    {
      id: 'publisher',
      label: 'Publisher',
      sort: { ascending: 'publisher', descending: 'publisher-desc' },
      render: ({ publisher }) => publisher,
    },
    {
      id: 'published',
      label: 'Published',
      render: ({ publishedOn }) => publishedOn && <FuzzyDateText date={publishedOn} />,
    },
    { id: 'language', label: 'Language', render: ({ language }) => language && getLanguageName(language) },
  ],
};
