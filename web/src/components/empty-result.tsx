import type { ReactNode } from 'react';
import { Coverage, type CoverageFilter, ofAllEntries } from './coverage.tsx';

interface EmptyResultProps {
  title: string;
  /** What the view shows. Defaults to entries of all kinds. */
  coverage?: CoverageFilter;
  children?: ReactNode;
}

/** An empty result with the coverage that concerns it: no match does not mean that nothing happened. */
export const EmptyResult = ({ title, coverage = ofAllEntries, children }: EmptyResultProps) => (
  <div className="notice empty">
    <h2>{title}</h2>
    {children}
    <p>The record may be incomplete. Its sources were read for:</p>
    <Coverage filter={coverage} />
  </div>
);
