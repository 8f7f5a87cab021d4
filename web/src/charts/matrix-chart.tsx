import { ChartFrame, type ChartLayout } from './chart-frame.tsx';
import { StepLegend, stepLegendHeight } from './legend.tsx';
import { measureText, truncateText } from './measure-text.ts';
import { computeColorSteps, formatCompact, formatNumber, getStepColor, isStrongColor } from './numbers.ts';
import type { Category, PairAmount } from './series.ts';

interface MatrixProps {
  readonly label: string;
  readonly pairs: readonly PairAmount[];
  /** What the rows are, as in “Traveller’s country”. */
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly unit: string;
  readonly format?: ((amount: number) => string) | undefined;
}

const maxRows = 24;

/**
 * A heat map of pairs. It has the rows and columns with the highest sums, as many as there is space for; the table of
 * the figure has all pairs.
 */
export function MatrixChart(props: MatrixProps) {
  const rows = rankCategories(props.pairs, 'from').slice(0, maxRows);
  const columns = rankCategories(props.pairs, 'to');
  if (rows.length === 0) return <p className="chart-empty">There is nothing to draw for these filters.</p>;
  return (
    <ChartFrame
      label={props.label}
      initialHeight={rows.length * 26 + 170}
      layout={(width) => layoutMatrix(props, rows, columns, width)}
    />
  );
}

function layoutMatrix(
  { pairs, rowLabel, columnLabel, unit, format = formatNumber }: MatrixProps,
  rows: readonly Category[],
  allColumns: readonly Category[],
  width: number,
): ChartLayout {
  const widestRow = Math.max(...rows.map(({ label }) => measureText(label)));
  const left = Math.min(widestRow + 12, width * 0.3);
  const columns = allColumns.slice(0, Math.max(4, Math.min(maxRows, Math.floor((width - left) / 22))));
  const cellWidth = Math.min(44, (width - left) / columns.length);
  const cellHeight = Math.min(26, Math.max(20, cellWidth));
  const top = Math.min(120, Math.max(...columns.map(({ label }) => measureText(label)))) + 30;
  const rowKeys = new Set(rows.map(({ key }) => key));
  const columnKeys = new Set(columns.map(({ key }) => key));
  const shown = pairs.filter(({ from, to }) => rowKeys.has(from.key) && columnKeys.has(to.key));
  const amounts = new Map(shown.map(({ from, to, amount }) => [`${from.key}>${to.key}`, amount]));
  const steps = computeColorSteps(Math.max(1, ...amounts.values()));
  const cells = rows.flatMap((row, rowIndex) =>
    columns.map((column, columnIndex) => ({
      row,
      column,
      amount: amounts.get(`${row.key}>${column.key}`) ?? 0,
      x: left + columnIndex * cellWidth,
      y: top + rowIndex * cellHeight,
    })),
  );
  const bottom = top + rows.length * cellHeight + 16;
  return {
    height: bottom + stepLegendHeight + 4,
    columns: columns.length,
    targets: cells.map(({ row, column, amount, x, y }) => ({
      x,
      y,
      width: cellWidth,
      height: cellHeight,
      title: `${row.label} → ${column.label}`,
      rows: [{ label: unit, value: format(amount) }],
      outlined: true,
    })),
    body: (
      <>
        <text y="10">{truncateText(`Rows: ${rowLabel}. Columns: ${columnLabel}.`, width)}</text>
        {columns.map((column, index) => (
          <text
            key={column.key}
            className="chart-label"
            transform={`translate(${left + (index + 0.5) * cellWidth + 4},${top - 6}) rotate(-90)`}
          >
            {truncateText(column.label, top - 24)}
          </text>
        ))}
        {rows.map((row, index) => (
          <text
            key={row.key}
            className="chart-label"
            x={left - 8}
            y={top + (index + 0.5) * cellHeight + 4}
            textAnchor="end"
          >
            {truncateText(row.label, left - 10)}
          </text>
        ))}
        {cells.map(({ row, column, amount, x, y }) => (
          <g key={`${row.key}>${column.key}`} data-pair={amount > 0 ? `${row.key}>${column.key}` : undefined}>
            <rect
              x={x + 0.5}
              y={y + 0.5}
              width={cellWidth - 1}
              height={cellHeight - 1}
              rx="2"
              fill={row.key === column.key && amount === 0 ? 'var(--chart-grid)' : getStepColor(steps, amount)}
            />
            {amount > 0 && measureText(formatCompact(amount), 11) < cellWidth - 3 && (
              <text
                className={isStrongColor(steps, amount) ? 'chart-on-strong' : 'chart-label'}
                x={x + cellWidth / 2}
                y={y + cellHeight / 2 + 4}
                textAnchor="middle"
                style={{ fontSize: 11 }}
              >
                {formatCompact(amount)}
              </text>
            )}
          </g>
        ))}
        <StepLegend steps={steps} title={unit} y={bottom} width={Math.min(width, 460)} />
      </>
    ),
  };
}

/** Lists the categories of one side, the highest sum first. */
function rankCategories(pairs: readonly PairAmount[], side: 'from' | 'to'): Category[] {
  const sums = new Map<string, { category: Category; sum: number }>();
  for (const pair of pairs) {
    const entry = sums.get(pair[side].key) ?? { category: pair[side], sum: 0 };
    entry.sum += pair.amount;
    sums.set(pair[side].key, entry);
  }
  return [...sums.values()].sort((one, other) => other.sum - one.sum).map(({ category }) => category);
}
