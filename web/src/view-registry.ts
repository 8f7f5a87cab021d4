import type { ComponentType } from 'preact';
import { paths } from './route-paths.ts';

/** A page of the explorer. Its folder in `views/` exports the component as `View` from `view.tsx`, loaded when it is opened. */
export interface ViewDefinition {
  readonly path: string;
  /** In the navigation; a view without is reached from others. */
  readonly title?: string;
  /** What it answers, in a line, for the front page and for whoever has lost their way. */
  readonly description?: string;
  load(): Promise<{ View: ComponentType }>;
}

export const views: readonly ViewDefinition[] = [
  { path: paths.home, load: () => import('./views/home/view.tsx') },
  {
    path: paths.map,
    title: 'Map',
    description: 'Who travelled where: visits as arcs, by date, type and traveller.',
    load: () => import('./views/map/view.tsx'),
  },
  {
    path: paths.timeline,
    title: 'Timeline',
    description: 'All that is on record of a country or a person, in order of time.',
    load: () => import('./views/timeline/view.tsx'),
  },
  {
    path: paths.statements,
    title: 'Statements',
    description: 'What was said, by whom and to whom, in which language: search the words.',
    load: () => import('./views/statements/view.tsx'),
  },
  {
    path: paths.trade,
    title: 'Trade',
    description: 'Ties between countries by commodity, and measured flows by year.',
    load: () => import('./views/trade/view.tsx'),
  },
  { path: paths.entry, load: () => import('./views/entry/view.tsx') },
  { path: paths.search, load: () => import('./views/search/view.tsx') },
];
