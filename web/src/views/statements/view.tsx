import { request } from '../../api/client.ts';
import { allPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { type Column, Download } from '../../components/download-buttons.tsx';
import { Empty } from '../../components/empty-result.tsx';
import { ChoiceField, DayField, TextField } from '../../components/filter-fields.tsx';
import { Pager, pageOf } from '../../components/pager.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePage } from '../../components/use-page-title.ts';
import { counted } from '../../format/labels.ts';
import { type Address, useAddress } from '../../url-state.ts';
import { type StatementRow, StatementsDocument } from './generated/operations.ts';
import { filterOf, modes } from './statement-filter.ts';
import { Statement } from './statement-item.tsx';

export function View() {
  usePage('Statements');
  const address = useAddress();
  const filter = filterOf(address.params);
  const variables = { filter, ...pageOf(address.params) };
  const asked = useQuery(StatementsDocument, variables);
  const search = filter.text ?? '';
  return (
    <>
      <h1>Statements</h1>
      <p class="lead">What was said on record, newest first: by whom, to whom, in which words.</p>
      <Filters />
      <div class="tools">
        <QueryButton
          document={StatementsDocument}
          variables={variables}
          call={{ name: 'statements.list', given: variables }}
        />
        <Download name="statements" columns={columns} pages={(signal) => everyPage(filter, signal)} />
      </div>
      <Answer of={asked} what="statements">
        {({ statements: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <Empty what={totalCount === 0 ? 'No such statement on record' : 'No statement on this page'}>
              <Widen address={address} />
            </Empty>
          ) : (
            <>
              <p role="status">{counted(totalCount, 'statement')}</p>
              <ol class="entries">
                {nodes.map((statement) => (
                  <Statement key={statement.key} of={statement} search={search} />
                ))}
              </ol>
              <Pager info={pageInfo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

const Filters = () => (
  <form class="filters" aria-label="Which statements" onSubmit={(event) => event.preventDefault()}>
    <TextField label="Words" name="text" hint="every word, “phrases in quotes”, beginnings*" />
    <TextField label="Speaker" name="speaker" hint="a part of the name" />
    <TextField label="About" name="about" hint="a part of a country’s or person’s name" />
    <ChoiceField label="Mode" name="mode" any="any" options={modes} />
    <DayField label="Said from" name="from" />
    <DayField label="Said until" name="until" />
    <ChoiceField
      label="Days not known exactly"
      name="dates"
      any="only those surely within"
      options={[{ value: 'possible', text: 'all that may be within' }]}
    />
  </form>
);

/** What was asked can be asked for less narrowly. */
const Widen = ({ address }: { address: Address }) =>
  [...address.params].length > 0 ? (
    <p>
      <a href={address.path}>Show every statement</a>, or take away one condition.
    </p>
  ) : null;

const everyPage = (filter: ReturnType<typeof filterOf>, signal: AbortSignal) =>
  allPages<StatementRow>(
    async (after) =>
      (await request(StatementsDocument, { filter, first: 100, ...(after && { after }) }, { signal })).statements,
  );

const columns: readonly Column<StatementRow>[] = [
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
