import { useLocation } from 'preact-iso';
import { paths } from '../route-paths.ts';
import { views } from '../view-registry.ts';
import { usePageTitle } from './use-page-title.ts';

/** The ways in, with what each answers. */
export const ViewLinks = () => (
  <ul class="ways">
    {views.flatMap(({ path, title, description: about }) =>
      title
        ? [
            <li key={path}>
              <a href={path}>{title}</a>
              <p>{about}</p>
            </li>,
          ]
        : [],
    )}
  </ul>
);

export function NotFoundPage() {
  const { path } = useLocation();
  usePageTitle('Nothing is here');
  return (
    <>
      <h1>Nothing is here</h1>
      <p>
        The explorer has no page at <code>{path}</code>. Start at the <a href={paths.home}>front page</a>, search above,
        or open one of these:
      </p>
      <ViewLinks />
    </>
  );
}

/** The page's script did not come: the server is down, or was rebuilt since. */
export function ViewLoadErrorPage() {
  usePageTitle('This page could not be loaded');
  return (
    <div class="notice failed" role="alert">
      <h1>This page could not be loaded</h1>
      <p>The server may be down, or the explorer was renewed since you opened it.</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </p>
    </div>
  );
}

export function CrashPage({ error }: { error: unknown }) {
  usePageTitle('This page broke');
  return (
    <div class="notice failed" role="alert">
      <h1>This page broke</h1>
      <p>It is a fault of the explorer. The record itself is not touched.</p>
      <p class="minor">{error instanceof Error ? error.message : String(error)}</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          Load it again
        </button>{' '}
        or go to the <a href={paths.home}>front page</a>.
      </p>
    </div>
  );
}
