import { StepLegend } from '../../charts/legend.tsx';
import { measureText, truncateText } from '../../charts/measure-text.ts';

const rowHeight = 48;
/** The smallest size of the text on the screen, in pixels, and its size in the SVG. */
const [minTextSize, textSize] = [11, 12];

/** Returns the layout of the legend of a map that is shown with this width: on a small screen it is larger, in two rows. */
export function layoutMapLegend(mapWidth: number, shownWidth: number | undefined): { scale: number; height: number } {
  const scale = Math.max(1, (minTextSize * mapWidth) / (textSize * (shownWidth ?? mapWidth)));
  return scale > 1.1 ? { scale, height: 2 * rowHeight * scale } : { scale: 1, height: rowHeight + 8 };
}

/** The legend, inside the SVG: downloaded images have it too. */
export function MapLegend({
  steps,
  title,
  y,
  width,
  scale,
  selectedName,
}: {
  steps: readonly number[];
  title: string;
  y: number;
  /** The width of the map. */
  width: number;
  scale: number;
  /** The name of the selected country, whose visits are arcs. */
  selectedName: string | undefined;
}) {
  const marks = scale === 1 ? `translate(520,0)` : `translate(0,${rowHeight})`;
  const incomingLabel = `to ${truncateText(selectedName ?? '', 200, 13)}`;
  const outgoingStart = 44 + measureText(incomingLabel, 13) + 24;
  return (
    <g className="map-legend" transform={`translate(0,${y}) scale(${scale})`}>
      <StepLegend steps={steps} title={title} y={0} width={scale === 1 ? 460 : Math.min(460, width / scale)} />
      <g transform={marks}>
        {selectedName !== undefined && (
          <>
            <g className="arc incoming">
              <path d="M0,6H28" strokeWidth="3" />
              <path className="arc-head" d="M36,6L26,1V11Z" />
            </g>
            <text x="44" y="10">
              {incomingLabel}
            </text>
            <g className="arc outgoing" transform={`translate(${outgoingStart},0)`}>
              <path d="M0,6H28" strokeWidth="3" />
              <path className="arc-head" d="M36,6L26,1V11Z" />
            </g>
            <text x={outgoingStart + 44} y="10">
              {`from ${truncateText(selectedName, 200, 13)}`}
            </text>
          </>
        )}
        <g className="country point" fill="var(--chart-seq-4)">
          <circle cx="6" cy="26" r="4" />
          <path d="M116,21l5,5l-5,5l-5,-5Z" />
        </g>
        <text x="16" y="30">
          small country
        </text>
        <text x="126" y="30">
          former state, below its successor
        </text>
      </g>
    </g>
  );
}
