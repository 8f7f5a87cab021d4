import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import './filter-panel.css';

/** The filters of a view. Where there is little space, a button opens them; it has the number of active ones. */
export function FilterPanel({ activeCount, children }: { activeCount: number; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button className="filter-toggle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide filters' : `Filters${activeCount > 0 ? ` (${activeCount})` : ''}`}
      </Button>
      <div className={isOpen ? 'filter-panel filter-panel-open' : 'filter-panel'}>{children}</div>
    </>
  );
}
