import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { DateField, SelectField, TextField } from '../../components/filter-fields.tsx';
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
  const address = useUrlState();
  const filter = parseStatementFilter(address.params);
  const variables = { filter, ...parsePageParams(address.params) };
  const asked = useQuery(StatementsDocument, variables);
  const search = filter.text ?? '';
  return (
    <>
      <h1>Statements</h1>
      <p class="lead">What was said on record, newest first: by whom, to whom, in which words.</p>
      <StatementFilters />
      <div class="tools">
        <QueryButton
          document={StatementsDocument}
          variables={variables}
          call={{ name: 'statements.list', args: variables }}
        />
        <DownloadButtons
          name="statements"
          columns={statementColumns}
          pages={(signal) => fetchAllStatements(filter, signal)}
        />
      </div>
      <QueryBoundary of={asked} what="statements">
        {({ statements: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult what={totalCount === 0 ? 'No such statement on record' : 'No statement on this page'}>
              <ClearFiltersLink address={address} />
            </EmptyResult>
          ) : (
            <>
              <p role="status">{formatCount(totalCount, 'statement')}</p>
              <ol class="entries">
                {nodes.map((statement) => (
                  <StatementItem key={statement.key} of={statement} search={search} />
                ))}
              </ol>
              <Pager info={pageInfo} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

const StatementFilters = () => (
  <form class="filters" aria-label="Which statements" onSubmit={(event) => event.preventDefault()}>
    <TextField label="Words" param="text" hint="every word, “phrases in quotes”, beginnings*" />
    <TextField label="Speaker" param="speaker" hint="a part of the name" />
    <TextField label="About" param="about" hint="a part of a country’s or person’s name" />
    <SelectField label="Mode" param="mode" any="any" options={statementModeOptions} />
    <DateField label="Said from" param="from" />
    <DateField label="Said until" param="until" />
    <SelectField
      label="Days not known exactly"
      param="dates"
      any="only those surely within"
      options={[{ value: 'possible', text: 'all that may be within' }]}
    />
  </form>
);

/** What was asked can be asked for less narrowly. */
const ClearFiltersLink = ({ address }: { address: UrlState }) =>
  [...address.params].length > 0 ? (
    <p>
      <a href={address.path}>Show every statement</a>, or take away one condition.
    </p>
  ) : null;

const fetchAllStatements = (filter: ReturnType<typeof parseStatementFilter>, signal: AbortSignal) =>
  fetchAllPages<StatementRow>(
    async (after) =>
      (await request(StatementsDocument, { filter, first: 100, ...(after && { after }) }, { signal })).statements,
  );

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
