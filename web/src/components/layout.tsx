import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useCurrentPath } from '../url-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import './layout.css';

const CommandPalette = lazy(async () => ({ default: (await import('./search/command-palette.tsx')).CommandPalette }));
const PartyCardPopup = lazy(async () => ({ default: (await import('./party-card-popup.tsx')).PartyCardPopup }));

/** The header and footer around every page, and what opens above it. */
export function Layout({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  useFocusOnNavigation(main);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setIsPaletteOpen((isOpen) => !isOpen);
    };
    addEventListener('keydown', handleKey);
    return () => removeEventListener('keydown', handleKey);
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Header onOpenSearch={() => setIsPaletteOpen(true)} />
      <main id="main" className="wide" tabIndex={-1} ref={main}>
        {children}
      </main>
      <Footer />
      <ErrorBoundary>
        <Suspense>
          {isPaletteOpen && <CommandPalette onClose={() => setIsPaletteOpen(false)} />}
          <PartyCardPopup />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

/** Moves the focus to a new page and shows its beginning, as a browser does, for keyboards and screen readers. */
function useFocusOnNavigation(main: RefObject<HTMLElement | null>): void {
  const path = useCurrentPath();
  const previousPath = useRef(path);
  const isPush = useRef(false);
  useEffect(() => {
    const setPush = ({ type }: Event): void => {
      isPush.current = type === 'pushState';
    };
    // The router dispatches an event for each call of pushState. With the Back button, the browser scrolls by itself.
    addEventListener('pushState', setPush);
    addEventListener('popstate', setPush);
    return () => {
      removeEventListener('pushState', setPush);
      removeEventListener('popstate', setPush);
    };
  }, []);
  useEffect(() => {
    if (previousPath.current === path) return;
    previousPath.current = path;
    main.current?.focus({ preventScroll: true });
    if (isPush.current) scrollTo(0, 0);
  }, [path, main]);
}
