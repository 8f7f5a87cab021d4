import type { ReactNode } from 'react';
import { formatCount } from '../../format/labels.ts';
import { getDotRadius, getStrokeWidth } from './arcs.tsx';

export const MapLegend = ({ hasSelection }: { hasSelection: boolean }) => (
  <ul className="legend">
    {[1, 10, 100].map((count) => (
      <LegendItem
        key={count}
        className="arc unselected"
        text={count === 1 ? '1 visit, with a dot at the host' : formatCount(count, 'visit')}
      >
        <path d="M2,8H30" strokeWidth={getStrokeWidth(count)} />
        <circle cx="30" cy="8" r={getDotRadius(count)} />
      </LegendItem>
    ))}
    {hasSelection && (
      <>
        <LegendItem className="arc incoming" text="incoming visits">
          <path d="M2,8H34" strokeWidth="3" />
        </LegendItem>
        <LegendItem className="arc outgoing" text="outgoing visits">
          <path d="M2,8H34" strokeWidth="3" />
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

const LegendItem = ({ className, text, children }: { className: string; text: string; children: ReactNode }) => (
  <li>
    <svg className="swatch" viewBox="0 0 36 16" aria-hidden="true">
      <g className={className}>{children}</g>
    </svg>
    {text}
  </li>
);
