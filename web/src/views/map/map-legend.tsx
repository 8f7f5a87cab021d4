import type { ComponentChildren } from 'preact';
import { formatCount } from '../../format/labels.ts';
import { getDotRadius, getStrokeWidth } from './arcs.tsx';

export const MapLegend = ({ chosen }: { chosen: boolean }) => (
  <ul class="legend">
    {[1, 10, 100].map((count) => (
      <LegendItem
        key={count}
        of="arc any"
        text={count === 1 ? '1 visit: the dot is at the host' : formatCount(count, 'visit')}
      >
        <path d="M2,8H30" stroke-width={getStrokeWidth(count)} />
        <circle cx="30" cy="8" r={getDotRadius(count)} />
      </LegendItem>
    ))}
    {chosen && (
      <>
        <LegendItem of="arc came" text="came">
          <path d="M2,8H34" stroke-width="3" />
        </LegendItem>
        <LegendItem of="arc went" text="went">
          <path d="M2,8H34" stroke-width="3" />
        </LegendItem>
      </>
    )}
    <LegendItem of="spot point" text="a country with visits, or its point where it is too small">
      <rect x="2" y="2" width="14" height="12" />
      <circle cx="28" cy="8" r="4" />
    </LegendItem>
    <LegendItem of="spot point" text="a former state, below the one that took its place">
      <path d="M18,3l5,5l-5,5l-5,-5Z" />
    </LegendItem>
  </ul>
);

const LegendItem = ({ of, text, children }: { of: string; text: string; children: ComponentChildren }) => (
  <li>
    <svg class="swatch" viewBox="0 0 36 16" aria-hidden="true">
      <g class={of}>{children}</g>
    </svg>
    {text}
  </li>
);
