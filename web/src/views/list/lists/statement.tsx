import type { StatementFilter, StatementOrder } from '@chancery/sdk';
import { StatementQuote } from '../../../components/statement-quote.tsx';
import { getLanguageName, statementModeLabels } from '../../../format/labels.ts';
import { buildDateFilters, toYearFilter } from '../filter-parts.ts';
import { StatementListDocument, type StatementRow } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';
import { toFacetItem, useStatementFacet } from '../use-facets.ts';

export const statementList: ListDefinition<StatementRow, StatementFilter, StatementOrder> = {
  title: 'Statements',
  lead: 'Who said what about whom, in which words.',
  singular: 'statement',
  plural: 'statements',
  field: 'statements',
  filterType: 'StatementFilter',
  exportName: 'statements',
  document: StatementListDocument,
  chartMeasure: 'statements',
  coverage: { kind: ['STATEMENT'] },
  filters: [
    {
      param: 'text',
      label: 'Words',
      kind: 'text',
      hint: 'all words, “exact phrases”, prefixes*',
      toFilter: (text) => ({ text }),
    },
    {
      param: 'speaker',
      label: 'Speaker',
      kind: 'party',
      partyKinds: ['PERSON', 'COUNTRY', 'ORGANIZATION', 'GROUP'],
      toFilter: (key) => ({ speaker: { key: { eq: key } } }),
      useFacet: (filter) => useStatementFacet('SPEAKER', filter, ({ speaker, count }) => toFacetItem(speaker, count)),
    },
    {
      param: 'speaker-country',
      label: 'Speaker’s country',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (code) => ({ speaker: { country: { code: { eq: code } } } }),
      useFacet: (filter) =>
        useStatementFacet('SPEAKER_COUNTRY', filter, ({ speakerCountry, count }) => toFacetItem(speakerCountry, count)),
    },
    {
      param: 'about',
      label: 'About',
      kind: 'party',
      partyKinds: ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'],
      toFilter: (key) => ({ about: { key: { eq: key } } }),
      useFacet: (filter) => useStatementFacet('ABOUT', filter, ({ about, count }) => toFacetItem(about, count)),
    },
    { param: 'to', label: 'Addressee', kind: 'link', toFilter: (key) => ({ addressee: { key: { eq: key } } }) },
    { param: 'party', label: 'Taking part', kind: 'link', toFilter: (key) => ({ party: { key: { eq: key } } }) },
    ...buildDateFilters<StatementFilter>((saidOn) => ({ saidOn }), { what: 'Said' }),
    {
      param: 'year',
      label: 'Year',
      kind: 'link',
      toFilter: (year) => ({ saidOn: toYearFilter(year) }),
      useFacet: (filter) =>
        useStatementFacet('YEAR', filter, ({ year, count }) =>
          year === null ? [] : [{ value: String(year), label: String(year), count }],
        ),
    },
    {
      param: 'mode',
      label: 'Mode',
      kind: 'options',
      options: Object.entries(statementModeLabels).map(([value, label]) => ({ value, label })),
      toFilter: (mode) => ({ mode: [mode as StatementRow['mode']] }),
      useFacet: (filter) =>
        useStatementFacet('MODE', filter, ({ mode, count }) =>
          mode ? [{ value: mode, label: statementModeLabels[mode], count }] : [],
        ),
    },
    {
      param: 'language',
      label: 'Language',
      kind: 'options',
      options: ['en', 'fr', 'ru', 'zh', 'es', 'ar'].map((value) => ({ value, label: getLanguageName(value) })),
      toFilter: (language) => ({ language: { eq: language } }),
    },
    { param: 'visit', label: 'Visit', kind: 'link', toFilter: (key) => ({ visit: { eq: key } }) },
    { param: 'source', label: 'Source', kind: 'link', toFilter: (key) => ({ source: { eq: key } }) },
  ],
  sorts: [
    { value: 'newest', label: 'Newest first', orderBy: [{ field: 'SAID_ON', direction: 'DESC' }] },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'SAID_ON', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [],
  renderItem: (statement, params) => <StatementQuote statement={statement} search={params.get('text') ?? ''} />,
};
