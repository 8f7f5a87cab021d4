import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import './excerpt.css';

/** The beginning of a long content, with a button that shows all of it. Short content has no button. */
export function Excerpt({
  lines = 8,
  label = 'Show all',
  children,
}: {
  lines?: number;
  label?: string;
  children: ReactNode;
}) {
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  const [isExpanded, setIsExpanded] = useState(false);
  const [isCut, setIsCut] = useState(false);
  useLayoutEffect(() => {
    const element = content.current;
    if (!element || isExpanded) return;
    const measure = (): void => setIsCut(element.scrollHeight > element.clientHeight + 2);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [isExpanded]);
  return (
    <div className="excerpt">
      <div
        id={id}
        ref={content}
        className={isExpanded ? 'excerpt-content' : `excerpt-content excerpt-cut${isCut ? ' excerpt-faded' : ''}`}
        style={isExpanded ? undefined : { maxHeight: `calc(${lines} * 1lh)` }}
      >
        {children}
      </div>
      {(isCut || isExpanded) && (
        <Button
          variant="quiet"
          size="small"
          aria-expanded={isExpanded}
          aria-controls={id}
          onClick={() => setIsExpanded(!isExpanded)}
        >
          {isExpanded ? 'Show less' : label}
        </Button>
      )}
    </div>
  );
}
