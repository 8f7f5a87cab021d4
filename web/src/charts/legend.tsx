import { measureText } from './measure-text.ts';
import { getStepColor, labelSteps } from './numbers.ts';
import type { Category } from './series.ts';

const rowHeight = 20;

/** Arranges a legend of categories in rows. It is part of the SVG, so that downloaded images have it. */
export function layoutLegend(
  items: readonly (Category & { readonly color: string; readonly isHatched?: boolean })[],
  width: number,
) {
  let [x, y] = [0, 0];
  const placed = items.map((item) => {
    const itemWidth = Math.min(width, 18 + measureText(item.label) + 16);
    if (x > 0 && x + itemWidth > width) [x, y] = [0, y + rowHeight];
    const position = { ...item, x, y };
    x += itemWidth;
    return position;
  });
  const height = items.length === 0 ? 0 : y + rowHeight + 8;
  const body = placed.map((item) => (
    <g key={item.key} transform={`translate(${item.x},${item.y})`}>
      <rect width="12" height="12" y="1" rx="2" fill={item.color} />
      <text className="chart-label" x="18" y="11">
        {item.label}
      </text>
    </g>
  ));
  return { height, body };
}

export const stepLegendHeight = 40;

/** The legend of a sequence of colors: what each step means. */
export function StepLegend({
  steps,
  title,
  y,
  width,
}: {
  steps: readonly number[];
  title: string;
  y: number;
  width: number;
}) {
  const stepWidth = Math.min(56, width / (steps.length + 1));
  const labels = ['none', ...labelSteps(steps)];
  return (
    <g transform={`translate(0,${y})`}>
      <text y="10">{title}</text>
      {labels.map((label, index) => (
        <g key={label} transform={`translate(${index * stepWidth},16)`}>
          <rect width={stepWidth} height="10" fill={getStepColor(steps, index === 0 ? 0 : (steps[index - 1] ?? 0))} />
          <text x={stepWidth / 2} y="23" textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
