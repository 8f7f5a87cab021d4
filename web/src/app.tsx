import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { queryClient } from './api/use-query.ts';
import { EmbedLayout } from './components/embed-layout.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { NotFoundPage, ViewLoadErrorPage } from './components/error-pages.tsx';
import { Layout } from './components/layout.tsx';
import { PageSkeleton } from './components/skeleton.tsx';
import { loadView, type ViewModule } from './load-view.ts';
import { useCurrentPath } from './url-state.ts';
import { isEmbedded, views } from './view-registry.ts';

const createRoute = (path: string, load: () => Promise<ViewModule>) => ({
  path,
  View: lazy(async () => {
    try {
      return { default: (await load()).View };
    } catch {
      return { default: ViewLoadErrorPage };
    }
  }),
});

const routes = [
  ...views.map(({ path, folder }) => createRoute(path, () => loadView(folder))),
  // All components on one page, for those who work on them. Builds do not contain it.
  ...(import.meta.env.DEV ? [createRoute('/components', () => import('./gallery/view.tsx'))] : []),
];

export const App = () => (
  // The content security policy forbids style elements.
  <CSPProvider disableStyleElements>
    <QueryClientProvider client={queryClient}>
      {isEmbedded(location.pathname) ? (
        <EmbedLayout>
          <Page />
        </EmbedLayout>
      ) : (
        <Layout>
          <Page />
        </Layout>
      )}
    </QueryClientProvider>
  </CSPProvider>
);

/** The view of the current path. An error in a view leaves the rest of the page, and ends with the path. */
function Page() {
  const path = useCurrentPath();
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          {routes.map(({ path: pattern, View }) => (
            <Route key={pattern} path={pattern}>
              <View />
            </Route>
          ))}
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
