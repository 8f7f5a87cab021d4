import { paths } from '../route-paths.ts';
import { useCurrentPath } from '../url-state.ts';
import { Link } from './link.tsx';
import { usePageTitle } from './use-page-title.ts';
import { ViewLinks } from './view-links.tsx';

export function NotFoundPage() {
  const path = useCurrentPath();
  usePageTitle('Page not found');
  return (
    <>
      <h1>Page not found</h1>
      <p>
        The explorer has no page at <code>{path}</code>. Go to the <Link href={paths.home}>home page</Link>, use the
        search above, or open one of these views:
      </p>
      <ViewLinks />
    </>
  );
}

/** The script of a view failed to load: the server is down, or the explorer was rebuilt. */
export function ViewLoadErrorPage() {
  usePageTitle('Page failed to load');
  return (
    <div className="notice failed" role="alert">
      <h1>Page failed to load</h1>
      <p>The server may be down, or the explorer may have been updated since you opened it.</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </p>
    </div>
  );
}

export function CrashPage({ error }: { error: unknown }) {
  usePageTitle('Something went wrong');
  return (
    <div className="notice failed" role="alert">
      <h1>Something went wrong</h1>
      <p>This is an error in the explorer. The record is not affected.</p>
      <p className="minor">{error instanceof Error ? error.message : String(error)}</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>{' '}
        or go to the <Link href={paths.home}>home page</Link>.
      </p>
    </div>
  );
}
