import {
  describeFlow,
  type FlowSeries,
  getAmount,
  getUnitLabel,
  getWithheldCount,
  type Measure,
} from './flow-series.ts';
import type { FlowSum } from './generated/operations.ts';
import { TradeSourceLink } from './trade-sources.tsx';

/** The amounts of the chart as a table, including withheld ones. */
export function FlowTable({
  series,
  labelSeries,
  caption,
}: {
  series: readonly FlowSeries[];
  labelSeries(series: FlowSeries): string;
  caption: string;
}) {
  const rows = series
    .flatMap((line) => [...line.sumsByYear].map(([year, sum]) => ({ line, year, sum })))
    .toSorted((left, right) => left.year - right.year);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard.
    <section className="scrollable" tabIndex={0} aria-label={`Table: ${caption}`}>
      <table className="table-flows">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">Reported by</th>
            <th scope="col">Flow</th>
            <th scope="col" className="number">
              US dollars
            </th>
            <th scope="col" className="number">
              Quantity
            </th>
            <th scope="col" className="number">
              Flows
            </th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, year, sum }) => (
            <tr key={`${line.id} ${year}`}>
              <th scope="row">{year}</th>
              <td>{labelSeries(line)}</td>
              <td>{describeFlow(line)}</td>
              <td className="number">
                <Amount sum={sum} measure="value" />
              </td>
              <td className="number">
                <Amount sum={sum} measure="quantity" /> {sum.quantity !== null && sum.unit && getUnitLabel(sum.unit)}
              </td>
              <td className="number">{sum.flows.toLocaleString('en')}</td>
              <td>
                <TradeSourceLink source={sum.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Amount({ sum, measure }: { sum: FlowSum; measure: Measure }) {
  const amount = getAmount(sum, measure);
  const withheld = getWithheldCount(sum, measure);
  if (amount === null && withheld === 0) return <span className="unknown">not reported</span>;
  return (
    <>
      {amount?.toLocaleString('en', { maximumFractionDigits: 2 })}
      {withheld > 0 && (
        <span className="unknown">
          {amount !== null && ', '}
          {withheld} withheld
        </span>
      )}
    </>
  );
}
