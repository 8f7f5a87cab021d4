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

/** A view as a component that fetches itself when it is first shown, and takes nothing else with it when it breaks. */
function lazyView({ load }: ViewDefinition): ComponentType {
  let kept: ComponentType | undefined;
  return function Opened() {
    const [View, setView] = useState<{ is: ComponentType } | undefined>(kept && { is: kept });
    const [crash] = useErrorBoundary();
    useEffect(() => {
      if (View) return;
      load().then(
        (module) => {
          kept = module.View;
          setView({ is: module.View });
        },
        () => setView({ is: ViewLoadErrorPage }),
      );
    }, [View]);
    if (crash !== undefined) return <CrashPage error={crash} />;
    return View ? <View.is /> : <Loading what="the page" />;
  };
}
