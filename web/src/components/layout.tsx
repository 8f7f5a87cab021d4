import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useQuery } from '../api/use-query.ts';
import { paths } from '../route-paths.ts';
import { views } from '../view-registry.ts';
import { DatasetDocument } from './generated/operations.ts';
import { SearchBox } from './search-box.tsx';
import { ThemeSelect } from './theme-select.tsx';

/** The header and footer around every page. */
export function Layout({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirstRender = useRef(true);
  // Moves the focus to the new page, as a browser does on navigation, for keyboards and screen readers.
  useEffect(() => {
    if (!isFirstRender.current) main.current?.focus();
    isFirstRender.current = false;
  }, [path]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <div class="wide">
          <a class="name" href={paths.home}>
            Chancery
          </a>
          <nav aria-label="Views">
            <ul>
              {views.flatMap((view) =>
                view.title
                  ? [
                      <li key={view.path}>
                        <a href={view.path} aria-current={path === view.path ? 'page' : undefined}>
                          {view.title}
                        </a>
                      </li>,
                    ]
                  : [],
              )}
            </ul>
          </nav>
          <SearchBox />
        </div>
      </header>
      <main id="main" class="wide" tabIndex={-1} ref={main}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Footer() {
  const { data } = useQuery(DatasetDocument, {});
  const lastChange = data?.changes.nodes[0];
  return (
    <footer class="bottom">
      <div class="wide">
        <p>
          {lastChange ? `Dataset ${lastChange.sequence}, updated ${lastChange.recordedAt.slice(0, 10)}. ` : ''}
          Every fact cites its sources. Quotations belong to their publishers. The software is licensed under MIT.
        </p>
        <p>
          <a href="/graphql" target="_self">
            GraphQL playground
          </a>
        </p>
        <ThemeSelect />
      </div>
    </footer>
  );
}
