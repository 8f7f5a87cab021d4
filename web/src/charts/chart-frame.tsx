import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import './charts.css';
import { useElementWidth } from './use-element-width.ts';

/** A part of a chart that has a tooltip: a year, a bar, a cell. */
export interface ChartTarget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly color?: string | undefined }[];
  /** Whether the part is outlined while it has the tooltip. */
  readonly outlined?: boolean;
}

export interface ChartLayout {
  readonly height: number;
  readonly body: ReactNode;
  /** In the order in which arrow keys move through them. */
  readonly targets: readonly ChartTarget[];
  /** The number of targets in a row, if they form a grid: up and down move by it. */
  readonly columns?: number;
}

/**
 * The SVG of a chart, as wide as its container, with a tooltip that follows the pointer and the arrow keys. Screen
 * readers get the label, and the tooltip as a status; the table of the figure has every value.
 */
export function ChartFrame({
  label,
  initialHeight,
  layout,
}: {
  label: string;
  /** The height before the width is known, so that the page does not move. */
  initialHeight: number;
  layout(width: number, active: number | undefined): ChartLayout;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const [active, setActive] = useState<number>();
  if (width === undefined) return <div className="chart-frame" ref={frame} style={{ minHeight: initialHeight }} />;
  const { height, body, targets, columns = 1 } = layout(width, active);
  const target = active === undefined ? undefined : targets[active];
  const findTarget = ({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>): void => {
    const box = currentTarget.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    const index = targets.findIndex(
      (part) => x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height,
    );
    setActive(index < 0 ? undefined : index);
  };
  const moveBy = (step: number): void =>
    setActive((current) => (current === undefined ? 0 : Math.min(targets.length - 1, Math.max(0, current + step))));
  const handleKey = (event: KeyboardEvent): void => {
    const actions: Readonly<Record<string, () => void>> = {
      ArrowRight: () => moveBy(1),
      ArrowLeft: () => moveBy(-1),
      ArrowDown: () => moveBy(columns),
      ArrowUp: () => moveBy(-columns),
      Home: () => setActive(0),
      End: () => setActive(targets.length - 1),
      Escape: () => setActive(undefined),
    };
    const action = actions[event.key];
    if (!action || targets.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    action();
  };
  return (
    <div className="chart-frame" ref={frame}>
      <svg
        className="chart-svg"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${label}. Arrow keys read the values.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the values.
        tabIndex={0}
        onPointerMove={findTarget}
        onPointerDown={findTarget}
        onPointerLeave={() => setActive(undefined)}
        onBlur={() => setActive(undefined)}
        onKeyDown={handleKey}
      >
        {body}
        {target?.outlined && (
          <rect className="chart-cursor" x={target.x} y={target.y} width={target.width} height={target.height} />
        )}
      </svg>
      <div className="chart-status" role="status">
        {target && <Tooltip target={target} chartWidth={width} />}
      </div>
    </div>
  );
}

function Tooltip({ target, chartWidth }: { target: ChartTarget; chartWidth: number }) {
  const center = target.x + target.width / 2;
  const isLeft = center > chartWidth / 2;
  return (
    <div
      className="chart-tooltip"
      style={{
        top: Math.max(0, target.height > 80 ? target.y + 8 : target.y + target.height / 2 - 16),
        ...(isLeft
          ? { right: chartWidth - center + Math.min(target.width / 2, 40) + 8 }
          : { left: center + Math.min(target.width / 2, 40) + 8 }),
      }}
    >
      <strong>{target.title}</strong>
      <ul>
        {target.rows.map(({ label, value, color }) => (
          <li key={label}>
            {color && <span className="chart-swatch" style={{ background: color }} />}
            <span>{label}</span>
            <b>{value}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
