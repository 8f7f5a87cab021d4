import { scaleLinear } from 'd3-scale';
import { ChartFrame } from './chart-frame.tsx';
import { measureText, truncateText } from './measure-text.ts';
import { formatNumber } from './numbers.ts';
import type { RankedItem } from './series.ts';

const rowHeight = 26;

/** Horizontal bars, the highest first. At most `limit` are drawn; the table of the figure has all. */
export function RankedBars({
  label,
  items,
  unit,
  limit = 25,
  format = formatNumber,
}: {
  label: string;
  items: readonly RankedItem[];
  unit: string;
  limit?: number;
  format?: ((amount: number) => string) | undefined;
}) {
  const shown = items.toSorted((left, right) => right.amount - left.amount).slice(0, limit);
  if (shown.length === 0) return <p className="chart-empty">There is nothing to draw for these filters.</p>;
  const height = shown.length * rowHeight + 20;
  const highest = shown[0]?.amount || 1;
  return (
    <ChartFrame
      label={label}
      initialHeight={height}
      layout={(width) => {
        const labelWidth = Math.min(Math.max(...shown.map((item) => measureText(item.label))) + 10, width * 0.42);
        const valueWidth = Math.max(...shown.map(({ amount }) => measureText(format(amount)))) + 8;
        const x = scaleLinear([0, highest], [0, Math.max(20, width - labelWidth - valueWidth)]);
        return {
          height,
          targets: shown.map((item, index) => ({
            x: 0,
            y: 18 + index * rowHeight,
            width,
            height: rowHeight,
            title: item.label,
            rows: [{ label: unit, value: format(item.amount) }],
            outlined: true,
          })),
          body: (
            <>
              <text x={labelWidth} y="10">
                {unit}
              </text>
              {shown.map((item, index) => (
                <g key={item.key} transform={`translate(0,${18 + index * rowHeight})`} data-key={item.key}>
                  <text className="chart-label" x={labelWidth - 8} y={rowHeight / 2 + 4} textAnchor="end">
                    {truncateText(item.label, labelWidth - 8)}
                  </text>
                  <rect
                    x={labelWidth}
                    y="3"
                    width={x(item.amount)}
                    height={rowHeight - 6}
                    rx="2"
                    fill="var(--chart-1)"
                  />
                  <text className="chart-label" x={labelWidth + x(item.amount) + 6} y={rowHeight / 2 + 4}>
                    {format(item.amount)}
                  </text>
                </g>
              ))}
            </>
          ),
        };
      }}
    />
  );
}
