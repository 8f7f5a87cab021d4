import { useQuery } from '../../api/use-query.ts';
import { DataTable } from '../../components/data-table.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { getUnitLabel } from './flow-series.ts';
import { type FlowCell, FlowCellsDocument, type MeasuredFlowTotalsVariables } from './generated/operations.ts';
import { formatGoods } from './trade-labels.ts';

const shownCount = 20;

/** The newest single flows, with the period that each covers: a year, a month or several months. */
export function FlowCells({ filter }: { filter: MeasuredFlowTotalsVariables['reported'] }) {
  const query = useQuery(FlowCellsDocument, { filter, first: shownCount });
  return (
    <section>
      <h3>Single flows</h3>
      <QueryBoundary query={query} subject="single flows">
        {({ tradeFlows: { nodes, totalCount } }) => (
          <>
            <p className="minor">
              {totalCount > nodes.length
                ? `The newest ${nodes.length} of ${formatCount(totalCount, 'flow')}. The CSV has all.`
                : formatCount(totalCount, 'flow')}
            </p>
            <DataTable
              caption="Single flows, by period"
              rows={nodes}
              getKey={({ id }) => id}
              columns={[
                { id: 'period', label: 'Period', render: ({ period }) => period },
                { id: 'reporter', label: 'Reporter', render: ({ reporter }) => reporter.name },
                { id: 'partner', label: 'Partner', render: ({ partner }) => partner.name },
                { id: 'flow', label: 'Flow', render: ({ direction }) => humanizeEnum(direction) },
                { id: 'commodity', label: 'Commodity', render: ({ commodity }) => formatGoods(commodity) },
                { id: 'value', label: 'US dollars', isNumber: true, render: renderValue },
                { id: 'quantity', label: 'Quantity', isNumber: true, render: renderQuantity },
              ]}
            />
          </>
        )}
      </QueryBoundary>
    </section>
  );
}

const renderValue = ({ value, valueStatus }: FlowCell): string =>
  value === null ? humanizeEnum(valueStatus) : value.toLocaleString('en', { maximumFractionDigits: 2 });

const renderQuantity = ({ quantity, unit, quantityStatus }: FlowCell): string =>
  quantity === null
    ? humanizeEnum(quantityStatus)
    : `${quantity.toLocaleString('en', { maximumFractionDigits: 2 })}${unit ? ` ${getUnitLabel(unit)}` : ''}`;
