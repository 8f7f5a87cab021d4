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

/** The lists of the record. One view shows them all. */
const lists: readonly ViewDefinition[] = [
  {
    path: paths.visits,
    folder: 'list',
    nav: 'header',
    title: 'Visits',
    description: 'Who travelled where and when. Filter by host, traveller, year and type.',
  },
  {
    path: paths.statements,
    folder: 'list',
    nav: 'header',
    title: 'Statements',
    description: 'Who said what about whom, and in which language. Search the words.',
  },
  {
    path: paths.countries,
    folder: 'list',
    nav: 'header',
    title: 'Countries',
    description: 'Leaders, visits and memberships of each country.',
  },
  {
    path: paths.people,
    folder: 'list',
    nav: 'menu',
    title: 'People',
    description: 'Those who travelled, spoke or held an office.',
  },
  {
    path: paths.agreements,
    folder: 'list',
    nav: 'menu',
    title: 'Agreements',
    description: 'What was signed, by whom, and whether it is in force.',
  },
  {
    path: paths.positions,
    folder: 'list',
    nav: 'menu',
    title: 'Positions',
    description: 'Who supports, rejects or commits to what.',
  },
  {
    path: paths.topics,
    folder: 'list',
    nav: 'menu',
    title: 'Topics',
    description: 'The questions on which positions are held.',
  },
  {
    path: paths.tradeLinks,
    folder: 'list',
    nav: 'menu',
    title: 'Trade links',
    description: 'Supplies, routes, investments and pledges.',
  },
  {
    path: paths.tradeFlows,
    folder: 'list',
    nav: 'menu',
    title: 'Trade flows',
    description: 'Measured imports and exports by reporter and partner.',
  },
  { path: paths.figures, folder: 'list', nav: 'menu', title: 'Figures', description: 'Numbers that sources state.' },
  {
    path: paths.organizations,
    folder: 'list',
    nav: 'menu',
    title: 'Organizations',
    description: 'Companies, agencies and other bodies.',
  },
  {
    path: paths.groups,
    folder: 'list',
    nav: 'menu',
    title: 'Groups',
    description: 'Regions, international organizations and informal groups.',
  },
  {
    path: paths.offices,
    folder: 'list',
    nav: 'menu',
    title: 'Offices',
    description: 'Heads of state and government, ministers and others.',
  },
  { path: paths.sources, folder: 'list', nav: 'menu', title: 'Sources', description: 'What every entry rests on.' },
];

/** All pages. The server uses the paths too: it responds to any other path with status 404. */
export const views: readonly ViewDefinition[] = [
  { path: paths.home, folder: 'home' },
  ...lists,
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
    nav: 'menu',
    title: 'Timeline',
    description: 'Everything on record about a country, person, organization or group, by date.',
  },
  {
    path: paths.trade,
    folder: 'trade',
    nav: 'menu',
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
  { path: paths.country, folder: 'country' },
  { path: paths.person, folder: 'person' },
  { path: paths.organization, folder: 'organization' },
  { path: paths.group, folder: 'group' },
  { path: paths.office, folder: 'office' },
  { path: paths.source, folder: 'source' },
  { path: paths.topic, folder: 'topic' },
];

const embedPatterns = views
  .filter(({ isEmbed }) => isEmbed)
  .map(({ path }) => new RegExp(`^${path.replace(/:\w+/, '[^/]+')}/?$`));

/** Whether a path is one that pages of other sites may frame. */
export const isEmbedded = (path: string): boolean => embedPatterns.some((pattern) => pattern.test(path));
