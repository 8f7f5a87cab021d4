/** The explorer's paths that other views link to. */
export const paths = {
  home: '/',
  map: '/map',
  timeline: '/timeline',
  trade: '/trade',
  charts: '/charts',
  embedChart: '/embed/chart',
  embedMap: '/embed/map',
  embedStatement: '/embed/statement/:key',
  search: '/search',
  entry: '/entry/:key',
  visits: '/visits',
  statements: '/statements',
  tradeLinks: '/trade-links',
  tradeFlows: '/trade-flows',
  agreements: '/agreements',
  positions: '/positions',
  figures: '/figures',
  people: '/people',
  countries: '/countries',
  organizations: '/organizations',
  groups: '/groups',
  offices: '/offices',
  sources: '/sources',
  topics: '/topics',
  person: '/people/:key',
  country: '/countries/:key',
  organization: '/organizations/:key',
  group: '/groups/:key',
  office: '/offices/:key',
  source: '/sources/:key',
  topic: '/topics/:key',
} as const;

/** Returns the path of an entry. Keys contain colons, which a path allows unescaped. */
export const buildEntryPath = (key: string): string => fillPath(paths.entry, key);

/** Returns a path with the value of its parameter, such as `/entry/kz2023:S2` for `/entry/:key`. */
const fillPath = (pattern: string, value: string): string =>
  pattern.replace(/:\w+/, () => encodeURIComponent(value).replaceAll('%3A', ':'));

interface RecordReference {
  /** The type in the API, such as `Person`. Parties may omit it. */
  readonly __typename?: string | undefined;
  readonly key: string;
}

const pathBuilders: Readonly<Record<string, (key: string) => string>> = {
  Visit: buildEntryPath,
  Statement: buildEntryPath,
  TradeLink: buildEntryPath,
  Agreement: buildEntryPath,
  Position: buildEntryPath,
  Figure: buildEntryPath,
  Country: (key) => fillPath(paths.country, key),
  Person: (key) => fillPath(paths.person, key),
  Organization: (key) => fillPath(paths.organization, key),
  Group: (key) => fillPath(paths.group, key),
  Office: (key) => fillPath(paths.office, key),
  Source: (key) => fillPath(paths.source, key),
  Topic: (key) => fillPath(paths.topic, key),
};

/** Returns the path of the page of a record. This is the only place that knows which type has which page. */
export const buildRecordPath = ({ __typename = '', key }: RecordReference): string =>
  (pathBuilders[__typename] ?? buildPartyPath)(key);

const buildPartyPath = (key: string): string => `${paths.timeline}?of=${encodeURIComponent(key)}`;
