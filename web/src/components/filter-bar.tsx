import type { ReactNode } from 'react';
import { useUrlState } from '../url-state.ts';
import './filter-bar.css';
import { FilterPanel } from './filter-panel.tsx';
import { Link } from './link.tsx';
import { firstPageParams } from './pager.tsx';

/** An active filter, displayed as a chip that removes it. */
export interface ActiveFilter {
  /** The URL parameter that holds the value. */
  readonly param: string;
  readonly label: string;
  /** The value in words. */
  readonly value: ReactNode;
}

/** The filters of a view: its fields, which update the URL, and a chip for each active one. */
export function FilterBar({
  label,
  active = [],
  params = [],
  children,
}: {
  /** Names the form for screen readers, as in “Filter visits”. */
  label: string;
  active?: readonly ActiveFilter[];
  /** The parameters of the fields, if no chips show which are active. */
  params?: readonly string[];
  children: ReactNode;
}) {
  const { params: current } = useUrlState();
  const activeCount = active.length || params.filter((param) => current.get(param)).length;
  return (
    <div className="filter-bar">
      <FilterPanel activeCount={activeCount}>
        <form className="filters" aria-label={label} onSubmit={(event) => event.preventDefault()}>
          {children}
        </form>
      </FilterPanel>
      <FilterChips active={active} />
    </div>
  );
}

/** The active filters of a list, each with a link that removes it. */
export function FilterChips({ active }: { active: readonly ActiveFilter[] }) {
  const urlState = useUrlState();
  const removed = (params: readonly string[]): string =>
    urlState.urlWith({ ...firstPageParams, ...Object.fromEntries(params.map((param) => [param, undefined])) });
  if (active.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label="Active filters">
      {active.map(({ param, label: name, value }) => (
        <li key={param}>
          <Link className="filter-chip" href={removed([param])}>
            <span className="visually-hidden">Remove the filter </span>
            <span className="filter-chip-label">{name}:</span> {value}
            <span aria-hidden="true"> ×</span>
          </Link>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <Link href={removed(active.map(({ param }) => param))}>Clear all filters</Link>
        </li>
      )}
    </ul>
  );
}
