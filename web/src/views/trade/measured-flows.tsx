import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { request } from '../../api/client.ts';
import { allPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { type Column, Download } from '../../components/download-buttons.tsx';
import { ChoiceField, TextField } from '../../components/filter-fields.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { counted } from '../../format/labels.ts';
import { useAddress } from '../../url-state.ts';
import { Chart } from './flow-chart.tsx';
import { type Series, seriesOf, unitText, type Way } from './flow-series.ts';
import { FlowTable } from './flow-table.tsx';
import {
  type FlowCell,
  FlowCellsDocument,
  type Measured,
  MeasuredDocument,
  type MeasuredVariables,
} from './generated/operations.ts';
import { NoFlows, Reporters } from './reporter-list.tsx';
import { distinct, SourceName } from './source-link.tsx';
import { type FlowQuestion, flowQuestion, groupsOf } from './trade-filter.ts';
import { directions } from './trade-labels.ts';

/** Measured trade between two sides, by year, as each of them reports it. */
export function Flows() {
  const { params } = useAddress();
  const { url } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  // A link from a tie leads here, on the same page.
  useEffect(() => {
    if (url.endsWith('#flows')) heading.current?.focus();
  }, [url]);
  const question = flowQuestion(params);
  return (
    <section id="flows">
      <h2 tabIndex={-1} ref={heading}>
        Measured flows
      </h2>
      <p>
        What statistics say, year by year. Where both sides report, there are two lines, which differ and are never
        added.
      </p>
      <form class="filters" aria-label="Which flows" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Reporter" name="reporter" hint="a code (HU), a part of the name, or group:EU" />
        <TextField label="Partner" name="partner" hint="likewise; either may be left open" />
        <TextField label="Goods measured" name="commodity" hint="an HS code or words; all below it counts too" />
        <ChoiceField label="Direction" name="direction" any="both ways" options={directions} />
        <ChoiceField
          label="Measured in"
          name="as"
          any="US dollars"
          options={[{ value: 'quantity', text: 'quantities' }]}
        />
      </form>
      {question.variables ? (
        <Between question={question} variables={question.variables} />
      ) : (
        <Reporters goods={question.goods} />
      )}
    </section>
  );
}

function Between({ question, variables }: { question: FlowQuestion; variables: MeasuredVariables }) {
  const address = useAddress();
  const asked = useQuery(MeasuredDocument, variables);
  const filters = [variables.reported, variables.mirror];
  return (
    <>
      <div class="tools">
        <QueryButton document={MeasuredDocument} variables={variables} />
        <Download name="trade-flows" columns={columns} pages={(signal) => everyCell(filters, signal)} />
        <a href={address.with({ reporter: question.partner, partner: question.reporter })}>Swap reporter and partner</a>
      </div>
      <Answer of={asked} what="measured flows">
        {(measured) => {
          const series = seriesOf(measured);
          if (series.length === 0)
            return (
              <>
                <Named measured={measured} question={question} />
                <NoFlows goods={question.goods} />
              </>
            );
          const names = namesOf(measured, question);
          return (
            <>
              <Named measured={measured} question={question} />
              {(['in', 'out'] as const).map((way) => (
                <Stream key={way} way={way} series={series.filter((one) => one.way === way)} names={names} />
              ))}
              <h3>Sources</h3>
              <ul>
                {distinct(series.map(({ of }) => of.source)).map((source) => (
                  <li key={source.key}>
                    <SourceName of={source} />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** What a part of a name has found, where it is not one country. */
function Named({ measured, question }: { measured: Measured; question: FlowQuestion }) {
  const told = (
    [
      [question.reporter, measured.reporters],
      [question.partner, measured.partners],
    ] as const
  ).flatMap(([asked, found]) => {
    if (asked === undefined || found === undefined || found.totalCount === 1 || /^group:|,/.test(asked)) return [];
    return found.totalCount === 0
      ? [`No country on record has a name with “${asked}” in it.`]
      : [
          `${counted(found.totalCount, 'country', 'countries')} have a name with “${asked}” in it: what each side reports of them is summed.`,
        ];
  });
  return told.map((text) => (
    <p key={text} class="notice">
      {text}
    </p>
  ));
}

interface Names {
  readonly reporter: string;
  readonly partner: string;
}

/** All that goes one way: a chart for each unit, and the table. */
function Stream({ way, series, names }: { way: Way; series: readonly Series[]; names: Names }) {
  const quantities = useAddress().params.get('as') === 'quantity';
  if (series.length === 0) return null;
  const [from, to] = way === 'in' ? [names.partner, names.reporter] : [names.reporter, names.partner];
  const units = [...new Set(series.map(({ of }) => of.unit))];
  const severalSources = distinct(series.map(({ of }) => of.source)).length > 1;
  const teller = ({ side, of }: Series): string =>
    [
      names[side],
      severalSources && `in ${of.source.title ?? of.source.publisher}`,
      !quantities && units.length > 1 && of.unit && `goods counted in ${unitText(of.unit)}`,
    ]
      .filter(Boolean)
      .join(', ');
  const title = `From ${from} to ${to}`;
  const missing = (['reporter', 'partner'] as const).filter((side) => series.every((one) => one.side !== side));
  return (
    <section>
      <h3>{title}</h3>
      {quantities ? (
        units.map((unit) =>
          unit === null ? (
            <p key="none">Some flows are told without a quantity: the table has them.</p>
          ) : (
            <Chart
              key={unit}
              series={series.filter(({ of }) => of.unit === unit)}
              measure="quantity"
              counts={unitText(unit)}
              teller={teller}
            />
          ),
        )
      ) : (
        <Chart series={series} measure="value" counts="US dollars" teller={teller} />
      )}
      {missing.map((side) => (
        <p key={side} class="minor">
          The other side of it, as {names[side]} would report it, is not on record.
        </p>
      ))}
      <FlowTable series={series} teller={teller} caption={`${title}, by year`} />
    </section>
  );
}

function namesOf({ reporters, partners }: Measured, { reporter, partner }: FlowQuestion): Names {
  return { reporter: nameOf(reporters, reporter), partner: nameOf(partners, partner) };
}

function nameOf(found: Measured['reporters'], asked: string | undefined): string {
  if (asked === undefined || !found) return 'any country';
  const groups = groupsOf(asked);
  // Who is a member differs from year to year.
  if (groups.length > 0)
    return `the members of ${groups.join(', ')}${groups.length < asked.split(',').length ? ' and others' : ''}`;
  const more = found.totalCount - found.nodes.length;
  return `${found.nodes.map(({ name }) => name).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Both sides' cells; where the sides overlap, one is found by both, and told once. */
async function* everyCell(filters: readonly MeasuredVariables['reported'][], signal: AbortSignal) {
  const seen = new Set<string>();
  for (const filter of filters) {
    const pages = allPages<FlowCell>(
      async (after) =>
        (await request(FlowCellsDocument, { filter, first: 100, ...(after && { after }) }, { signal })).tradeFlows,
    );
    for await (const page of pages) {
      const fresh = page.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      yield fresh;
    }
  }
}

const columns: readonly Column<FlowCell>[] = [
  { name: 'year', value: (row) => row.year },
  { name: 'reporter', value: (row) => row.reporter.code },
  { name: 'partner', value: (row) => row.partner.key },
  { name: 'direction', value: (row) => row.direction },
  { name: 'commodity', value: (row) => row.commodity.code ?? row.commodity.key },
  { name: 'product', value: (row) => row.product },
  { name: 'value_usd', value: (row) => row.value },
  { name: 'value_status', value: (row) => row.valueStatus },
  { name: 'valuation', value: (row) => row.valuation },
  { name: 'quantity', value: (row) => row.quantity },
  { name: 'unit', value: (row) => row.unit },
  { name: 'quantity_status', value: (row) => row.quantityStatus },
  { name: 'source', value: (row) => row.source.key },
];
