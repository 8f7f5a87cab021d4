import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import { LocationProvider, Route, Router } from 'preact-iso';
import { CrashPage, NotFoundPage, ViewLoadErrorPage } from './components/error-pages.tsx';
import { Layout } from './components/layout.tsx';
import { Loading } from './components/loading.tsx';
import { type ViewDefinition, views } from './view-registry.ts';

const routes = views.map((view) => ({ path: view.path, component: lazyView(view) }));

export function App() {
  return (
    <LocationProvider>
      <Layout>
        <Router>
          {routes.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route default component={NotFoundPage} />
        </Router>
      </Layout>
    </LocationProvider>
  );
}

/** Returns a component that loads a view on first display and contains its errors. */
function lazyView({ load }: ViewDefinition): ComponentType {
  let loadedView: ComponentType | undefined;
  return function LazyView() {
    const [view, setView] = useState(loadedView && { component: loadedView });
    const [crash] = useErrorBoundary();
    useEffect(() => {
      if (view) return;
      load().then(
        (module) => {
          loadedView = module.View;
          setView({ component: module.View });
        },
        () => setView({ component: ViewLoadErrorPage }),
      );
    }, [view]);
    if (crash !== undefined) return <CrashPage error={crash} />;
    return view ? <view.component /> : <Loading subject="the page" />;
  };
}
