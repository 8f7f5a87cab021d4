import { type ReactNode, useEffect, useRef, useState } from 'react';
import './record.css';

/** A part of a page that loads when the reader comes near it. */
export function LazySection({ id, children }: { id: string; children: ReactNode }) {
  const section = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (isNear || !section.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsNear(true);
      },
      { rootMargin: '800px' },
    );
    observer.observe(section.current);
    return () => observer.disconnect();
  }, [isNear]);
  return (
    <div ref={section} id={id} className={isNear ? 'record-section' : 'record-section record-section-pending'}>
      {isNear && children}
    </div>
  );
}
