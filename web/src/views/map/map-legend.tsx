import { StepLegend } from '../../charts/legend.tsx';
import type { MapMeasure } from './world-map.tsx';

/** The legend, inside the SVG: downloaded images have it too. */
export function MapLegend({
  steps,
  measure,
  y,
  hasSelection,
}: {
  steps: readonly number[];
  measure: MapMeasure;
  y: number;
  hasSelection: boolean;
}) {
  return (
    <g className="map-legend">
      <StepLegend steps={steps} title={`Visits ${measure}`} y={y} width={460} />
      <g transform={`translate(520,${y})`}>
        {hasSelection && (
          <>
            <g className="arc incoming">
              <path d="M0,6H28" strokeWidth="3" />
              <path className="arc-head" d="M36,6L26,1V11Z" />
            </g>
            <text x="44" y="10">
              came
            </text>
            <g className="arc outgoing" transform="translate(100,0)">
              <path d="M0,6H28" strokeWidth="3" />
              <path className="arc-head" d="M36,6L26,1V11Z" />
            </g>
            <text x="144" y="10">
              went
            </text>
          </>
        )}
        <g className="country point" fill="var(--chart-seq-4)">
          <circle cx="6" cy="26" r="4" />
          <path d="M166,21l5,5l-5,5l-5,-5Z" />
        </g>
        <text x="16" y="30">
          small country
        </text>
        <text x="178" y="30">
          former state, below its successor
        </text>
      </g>
    </g>
  );
}
