import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import './embed-layout.css';

/** The frame around what other sites embed: no header, no storage, links in new tabs, and its height for the page. */
export function EmbedLayout({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = main.current;
    if (!element || parent === window) return;
    const observer = new ResizeObserver(() =>
      // The height is no secret, so any page may have it.
      parent.postMessage({ type: 'chancery-embed', height: element.offsetHeight }, '*'),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <main id="main" className="embed" ref={main} onClickCapture={openInNewTab}>
      {children}
    </main>
  );
}

/** The frame shows nothing else than what was embedded: the browser opens links in a new tab, the router ignores them. */
function openInNewTab(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!link) return;
  event.stopPropagation();
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener');
}
