/** The explorer's paths. The server uses them too: it responds to any other path with status 404. */
export const paths = {
  home: '/',
  map: '/map',
  timeline: '/timeline',
  statements: '/statements',
  trade: '/trade',
  entry: '/entry/:key',
  search: '/search',
} as const;

/** Returns the path of an entry. Keys contain colons, which a path allows unescaped. */
export const buildEntryPath = (key: string): string => `/entry/${encodeURIComponent(key).replaceAll('%3A', ':')}`;
