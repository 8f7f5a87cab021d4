import type { ReactNode } from 'react';
import './ranked-bars.css';

export interface RankedItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
  /** The value as text. Defaults to the number. */
  readonly text?: string;
}

/** Values in order as bars of one color, each with its number. */
export function RankedBars({ label, items }: { label: string; items: readonly RankedItem[] }) {
  const max = Math.max(...items.map(({ value }) => value));
  return (
    <ol className="ranked-bars" aria-label={label}>
      {items.map(({ key, label: name, value, text = value.toLocaleString('en') }) => (
        <li key={key}>
          <span className="ranked-name">{name}</span>
          <span className="ranked-value">{text}</span>
          <span className="ranked-bar" style={{ width: `${(100 * value) / max}%` }} />
        </li>
      ))}
    </ol>
  );
}
