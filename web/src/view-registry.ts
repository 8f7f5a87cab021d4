import { paths } from './route-paths.ts';

/** A page of the explorer, loaded on demand: `views/<folder>/view.tsx` exports the component `View`. */
export interface ViewDefinition {
  readonly path: string;
  readonly folder: string;
  /** The label in the navigation. Views without one are linked from other views. */
  readonly title?: string;
  /** One line for the command palette and the page for unknown paths. */
  readonly description?: string;
  /** Where the navigation has the link. The header has space for five; the menu has the rest. */
  readonly nav?: 'header' | 'menu';
  /** Whether pages of other sites may frame it. It then has no header and no links within the frame. */
  readonly isEmbed?: true;
}

/** All pages. The server uses the paths too: it responds to any other path with status 404. */
export const views: readonly ViewDefinition[] = [
  { path: paths.home, folder: 'home' },
  {
    path: paths.map,
    folder: 'map',
    nav: 'header',
    title: 'Map',
    description: 'Visits between countries, by date, type and traveller.',
  },
  {
    path: paths.timeline,
    folder: 'timeline',
    nav: 'header',
    title: 'Timeline',
    description: 'Everything on record about a country, person, organization or group, by date.',
  },
  {
    path: paths.statements,
    folder: 'statements',
    nav: 'header',
    title: 'Statements',
    description: 'Who said what to whom, and in which language. Search the words.',
  },
  {
    path: paths.trade,
    folder: 'trade',
    nav: 'header',
    title: 'Trade',
    description: 'Trade links between countries by commodity, and measured flows by year.',
  },
  {
    path: paths.charts,
    folder: 'charts',
    nav: 'header',
    title: 'Charts',
    description: 'Visits, statements and trade flows counted by year, country, person and more.',
  },
  { path: paths.entry, folder: 'entry' },
  { path: paths.search, folder: 'search' },
  { path: paths.embedChart, folder: 'embed-chart', isEmbed: true },
  { path: paths.embedMap, folder: 'embed-map', isEmbed: true },
  { path: paths.embedStatement, folder: 'embed-statement', isEmbed: true },
];

const embedPatterns = views
  .filter(({ isEmbed }) => isEmbed)
  .map(({ path }) => new RegExp(`^${path.replace(/:\w+/, '[^/]+')}/?$`));

/** Whether a path is one that pages of other sites may frame. */
export const isEmbedded = (path: string): boolean => embedPatterns.some((pattern) => pattern.test(path));
