import type { ComponentChildren } from 'preact';
import { formatCount } from '../../format/labels.ts';
import { getDotRadius, getStrokeWidth } from './arcs.tsx';

export const MapLegend = ({ hasSelection }: { hasSelection: boolean }) => (
  <ul class="legend">
    {[1, 10, 100].map((count) => (
      <LegendItem
        key={count}
        className="arc unselected"
        text={count === 1 ? '1 visit, with a dot at the host' : formatCount(count, 'visit')}
      >
        <path d="M2,8H30" stroke-width={getStrokeWidth(count)} />
        <circle cx="30" cy="8" r={getDotRadius(count)} />
      </LegendItem>
    ))}
    {hasSelection && (
      <>
        <LegendItem className="arc incoming" text="incoming visits">
          <path d="M2,8H34" stroke-width="3" />
        </LegendItem>
        <LegendItem className="arc outgoing" text="outgoing visits">
          <path d="M2,8H34" stroke-width="3" />
        </LegendItem>
      </>
    )}
    <LegendItem className="country point" text="country with visits; small countries are points">
      <rect x="2" y="2" width="14" height="12" />
      <circle cx="28" cy="8" r="4" />
    </LegendItem>
    <LegendItem className="country point" text="former state, below its successor">
      <path d="M18,3l5,5l-5,5l-5,-5Z" />
    </LegendItem>
  </ul>
);

const LegendItem = ({
  className,
  text,
  children,
}: {
  className: string;
  text: string;
  children: ComponentChildren;
}) => (
  <li>
    <svg class="swatch" viewBox="0 0 36 16" aria-hidden="true">
      <g class={className}>{children}</g>
    </svg>
    {text}
  </li>
);
