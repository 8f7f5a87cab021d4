import type { ReactNode } from 'react';
import { renderEntryList } from './field-renderers.tsx';
import type { VisitFields } from './generated/operations.ts';

/** The statements and agreements of a visit. */
export function VisitOutcome({ visit: { statements, agreements } }: { visit: VisitFields }) {
  const parts: readonly (readonly [id: string, title: string, entries: ReactNode])[] = [
    ['field-statements', 'Statements', renderEntryList(statements.nodes, statements.totalCount)],
    ['field-agreements', 'Agreements', renderEntryList(agreements.nodes, agreements.totalCount)],
  ];
  const recorded = parts.filter(([, , entries]) => entries !== null);
  return recorded.length === 0 ? null : (
    <div className="outcome">
      {recorded.map(([id, title, entries]) => (
        <section key={id} id={id} aria-label={title}>
          <h2>{title}</h2>
          {entries}
        </section>
      ))}
    </div>
  );
}
