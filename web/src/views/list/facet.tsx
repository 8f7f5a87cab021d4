import { ChanceryError } from '@chancery/sdk';
import { useState } from 'react';
import type { QueryState } from '../../api/use-query.ts';
import { Button } from '../../components/button.tsx';
import { Link } from '../../components/link.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useUrlState } from '../../url-state.ts';
import type { FacetItem } from './list-definition.ts';
import { maxFacetValues } from './use-facets.ts';

const shortLength = 5;

/** The values of a field with their counts, as links that set the filter or remove it. */
export function Facet({
  label,
  param,
  query,
  hasField = false,
}: {
  label: string;
  param: string;
  query: QueryState<readonly FacetItem[]>;
  /** Whether a field above has the label. */
  hasField?: boolean;
}) {
  const urlState = useUrlState();
  const [isExpanded, setIsExpanded] = useState(false);
  const selected = urlState.params.get(param);
  const items = (query.data ?? []).filter(({ count, value }) => count > 0 || value === selected);
  if (query.state === 'done' && items.length === 0) return null;
  // The selected value is first, so that the short list has it too.
  const ordered = items.toSorted((a, b) => Number(b.value === selected) - Number(a.value === selected));
  const isLong = items.length > shortLength + 1;
  const visible = isLong && !isExpanded ? ordered.slice(0, shortLength) : ordered;
  return (
    <section className="list-facet" aria-label={`${label}: counts`}>
      {!hasField && <h2>{label}</h2>}
      {query.state === 'failed' ? (
        <p className="minor">{explainError(query.error)}</p>
      ) : query.data === undefined ? (
        <Skeleton lines={shortLength} />
      ) : (
        <ul>
          {visible.map(({ value, label: name, count }) => (
            <li key={value}>
              <Link
                href={urlState.urlWith({ ...firstPageParams, [param]: value === selected ? undefined : value })}
                aria-current={value === selected ? 'true' : undefined}
              >
                <span>{name}</span> <span className="list-facet-count">{count.toLocaleString('en')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {isExpanded && items.length >= maxFacetValues && (
        <p className="minor">The {maxFacetValues} most frequent values. Narrow the filter to see others.</p>
      )}
      {isLong && (
        <Button variant="quiet" size="small" aria-expanded={isExpanded} onClick={() => setIsExpanded(!isExpanded)}>
          {isExpanded ? 'Show fewer' : `Show ${items.length - shortLength} more`}
        </Button>
      )}
    </section>
  );
}

/** Why there is no count. A list can be too long to count in the time that the server allows. */
export function explainError(error: unknown): string {
  const code = error instanceof ChanceryError ? error.code : undefined;
  return code === 'TIMEOUT' || code === 'COST_LIMIT'
    ? 'Too many to count. Narrow the filter to see the counts.'
    : `The counts could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
}
