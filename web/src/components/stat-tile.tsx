import type { ReactNode } from 'react';
import { Link } from './link.tsx';
import './stat-tile.css';

/** A number with its name. With `href`, a link to what was counted. */
export function StatTile({ value, label, href }: { value: number | string; label: ReactNode; href?: string }) {
  const content = (
    <>
      <strong>{typeof value === 'number' ? value.toLocaleString('en') : value}</strong>{' '}
      <span className="stat-label">{label}</span>
    </>
  );
  return href ? (
    <Link className="stat-tile" href={href}>
      {content}
    </Link>
  ) : (
    <span className="stat-tile">{content}</span>
  );
}

export const StatTiles = ({ children }: { children: ReactNode }) => <div className="stat-tiles">{children}</div>;
