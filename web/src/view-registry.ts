import type { ComponentType } from 'preact';
import { paths } from './route-paths.ts';

/** A page of the explorer, loaded on demand: its folder in `views/` exports the component `View` from `view.tsx`. */
export interface ViewDefinition {
  readonly path: string;
  /** The label in the navigation. Views without one are linked from other views. */
  readonly title?: string;
  /** One line for the home page and the page for unknown paths. */
  readonly description?: string;
  load(): Promise<{ View: ComponentType }>;
}

export const views: readonly ViewDefinition[] = [
  { path: paths.home, load: () => import('./views/home/view.tsx') },
  {
    path: paths.map,
    title: 'Map',
    description: 'Visits between countries as arcs, by date, type and traveller.',
    load: () => import('./views/map/view.tsx'),
  },
  {
    path: paths.timeline,
    title: 'Timeline',
    description: 'Everything on record about a country, person, organization or group, by date.',
    load: () => import('./views/timeline/view.tsx'),
  },
  {
    path: paths.statements,
    title: 'Statements',
    description: 'Who said what to whom, and in which language. Search the words.',
    load: () => import('./views/statements/view.tsx'),
  },
  {
    path: paths.trade,
    title: 'Trade',
    description: 'Trade ties between countries by commodity, and measured flows by year.',
    load: () => import('./views/trade/view.tsx'),
  },
  { path: paths.entry, load: () => import('./views/entry/view.tsx') },
  { path: paths.search, load: () => import('./views/search/view.tsx') },
];
