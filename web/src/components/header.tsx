import { useEffect, useRef } from 'react';
import { paths } from '../route-paths.ts';
import { useCurrentPath } from '../url-state.ts';
import { type ViewDefinition, views } from '../view-registry.ts';
import { MenuIcon, SearchIcon } from './icons.tsx';
import { Link } from './link.tsx';

const headerViews = views.filter(({ title, nav }) => title && nav === 'header');
const menuViews = views.filter(({ title, nav }) => title && nav === 'menu');

export function Header({ onOpenSearch }: { onOpenSearch: () => void }) {
  return (
    <header className="site-header">
      <div className="wide">
        <Link className="site-name" href={paths.home}>
          Chancery
        </Link>
        <nav aria-label="Views">
          <ul className="site-nav">
            {headerViews.map((view) => (
              <li key={view.path}>
                <ViewLink view={view} />
              </li>
            ))}
          </ul>
          <NavMenu />
        </nav>
        <button type="button" className="open-search" onClick={onOpenSearch} aria-keyshortcuts="Control+K Meta+K">
          <SearchIcon />
          <span className="open-search-text">Search</span>
          <span className="key" aria-hidden="true">
            {isMac ? '⌘K' : 'Ctrl K'}
          </span>
        </button>
      </div>
    </header>
  );
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

function ViewLink({ view }: { view: ViewDefinition }) {
  const path = useCurrentPath();
  return (
    <Link href={view.path} aria-current={path === view.path ? 'page' : undefined}>
      {view.title}
    </Link>
  );
}

/** The views that have no space in the header: those of the menu, and on a phone all. */
function NavMenu() {
  const path = useCurrentPath();
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (menu.current) menu.current.open = false;
  }, [path]);
  const close = (): void => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details
      className="nav-menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        menu.current?.querySelector('summary')?.focus();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
      }}
    >
      <summary>
        <MenuIcon />
        <span className="nav-menu-wide" data-current={menuViews.some((view) => view.path === path) || undefined}>
          More <span aria-hidden="true">▾</span>
        </span>
        <span className="nav-menu-phone">Menu</span>
      </summary>
      <ul>
        {headerViews.map((view) => (
          <li key={view.path} className="nav-menu-phone">
            <ViewLink view={view} />
          </li>
        ))}
        {menuViews.map((view) => (
          <li key={view.path}>
            <ViewLink view={view} />
          </li>
        ))}
        <li>
          <a href="/graphql">GraphQL playground</a>
        </li>
      </ul>
    </details>
  );
}
