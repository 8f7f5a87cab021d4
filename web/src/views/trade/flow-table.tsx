import {
  describeFlow,
  type FlowSeries,
  getAmount,
  getUnitLabel,
  getWithheldCount,
  type Measure,
} from './flow-series.ts';
import type { FlowSum } from './generated/operations.ts';
import { SourceLink } from './source-link.tsx';

/** The figures behind the lines, with what is withheld in its place. */
export function FlowTable({
  series,
  teller,
  caption,
}: {
  series: readonly FlowSeries[];
  teller(of: FlowSeries): string;
  caption: string;
}) {
  const rows = series
    .flatMap((one) => [...one.sumsByYear].map(([year, sum]) => ({ one, year, sum })))
    .toSorted((a, b) => a.year - b.year);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="scrolls" tabIndex={0} aria-label={`Table: ${caption}`}>
      <table class="table-flows">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">As reported by</th>
            <th scope="col">What</th>
            <th scope="col" class="number">
              US dollars
            </th>
            <th scope="col" class="number">
              Quantity
            </th>
            <th scope="col" class="number">
              Cells
            </th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one, year, sum }) => (
            <tr key={`${one.id} ${year}`}>
              <th scope="row">{year}</th>
              <td>{teller(one)}</td>
              <td>{describeFlow(one)}</td>
              <td class="number">
                <Amount of={sum} measure="value" />
              </td>
              <td class="number">
                <Amount of={sum} measure="quantity" /> {sum.quantity !== null && sum.unit && getUnitLabel(sum.unit)}
              </td>
              <td class="number">{sum.flows.toLocaleString('en')}</td>
              <td>
                <SourceLink of={sum.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Amount({ of, measure }: { of: FlowSum; measure: Measure }) {
  const amount = getAmount(of, measure);
  const withheld = getWithheldCount(of, measure);
  if (amount === null && withheld === 0) return <span class="unknown">not told</span>;
  return (
    <>
      {amount?.toLocaleString('en', { maximumFractionDigits: 2 })}
      {withheld > 0 && (
        <span class="unknown">
          {amount !== null && ', '}
          {withheld} withheld
        </span>
      )}
    </>
  );
}
