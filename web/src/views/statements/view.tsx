import { pages } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { DateField, SelectField, TextField } from '../../components/filter-fields.tsx';
import { Link } from '../../components/link.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatCount } from '../../format/labels.ts';
import { type UrlState, useUrlState } from '../../url-state.ts';
import { type StatementRow, StatementsDocument } from './generated/operations.ts';
import { parseStatementFilter, statementModeOptions } from './statement-filter.ts';
import { StatementItem } from './statement-item.tsx';

export function View() {
  usePageTitle('Statements');
  const urlState = useUrlState();
  const filter = parseStatementFilter(urlState.params);
  const variables = { filter, ...parsePageParams(urlState.params) };
  const query = useQuery(StatementsDocument, variables);
  const search = filter.text ?? '';
  return (
    <>
      <h1>Statements</h1>
      <p className="lead">Who said what to whom, in which words, newest first.</p>
      <StatementFilters />
      <div className="tools">
        <QueryButton
          document={StatementsDocument}
          variables={variables}
          call={{ name: 'statements.list', args: variables }}
        />
        <DownloadButtons
          fileName="statements"
          columns={statementColumns}
          fetchPages={(signal) => fetchAllStatements(filter, signal)}
        />
      </div>
      <QueryBoundary query={query} subject="statements">
        {({ statements: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult
              title={totalCount === 0 ? 'No matching statements' : 'No statements on this page'}
              coverage={{ kind: ['STATEMENT'] }}
            >
              <ClearFiltersLink urlState={urlState} />
            </EmptyResult>
          ) : (
            <>
              <p role="status">{formatCount(totalCount, 'statement')}</p>
              <ol className="entries">
                {nodes.map((statement) => (
                  <StatementItem key={statement.key} statement={statement} search={search} />
                ))}
              </ol>
              <Pager pageInfo={pageInfo} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

const StatementFilters = () => (
  <form className="filters" aria-label="Filter statements" onSubmit={(event) => event.preventDefault()}>
    <TextField label="Words" param="text" hint="all words, “exact phrases”, prefixes*" />
    <TextField label="Speaker" param="speaker" hint="part of a name" />
    <TextField label="About" param="about" hint="part of a name" />
    <SelectField label="Mode" param="mode" anyLabel="Any" options={statementModeOptions} />
    <DateField label="From" param="from" />
    <DateField label="Until" param="until" />
    <SelectField
      label="Inexact dates"
      param="dates"
      anyLabel="Certainly in range"
      options={[{ value: 'possible', label: 'Possibly in range' }]}
    />
  </form>
);

/** Clears the filter of an empty list. */
const ClearFiltersLink = ({ urlState }: { urlState: UrlState }) =>
  [...urlState.params].length > 0 ? (
    <p>
      <Link href={urlState.path}>Clear all filters</Link> or remove one of them.
    </p>
  ) : null;

const fetchAllStatements = (filter: ReturnType<typeof parseStatementFilter>, signal: AbortSignal) =>
  pages(StatementsDocument, { filter, first: 100 }, ({ statements }) => statements, { signal });

const statementColumns: readonly DownloadColumn<StatementRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'said_on', value: (row) => row.saidOn.edtf },
  { name: 'speaker', value: (row) => row.speaker?.name },
  { name: 'office', value: (row) => row.speakerTerm?.office.title },
  { name: 'addressees', value: (row) => row.addressees.map(({ name }) => name).join('; ') },
  { name: 'about', value: (row) => row.about.map(({ name }) => name).join('; ') },
  { name: 'mode', value: (row) => row.mode },
  { name: 'language', value: (row) => row.language },
  { name: 'spoken_language', value: (row) => row.spokenLanguage },
  { name: 'text', value: (row) => row.text },
  { name: 'summary', value: (row) => row.summary },
];
