/** The explorer's addresses. The server reads them too: at any other one it says, by its status, that nothing is there. */
export const paths = {
  home: '/',
  map: '/map',
  timeline: '/timeline',
  statements: '/statements',
  trade: '/trade',
  entry: '/entry/:key',
  search: '/search',
} as const;

/** An entry's own address. Keys hold colons, which may stand in an address as they are. */
export const buildEntryPath = (key: string): string => `/entry/${encodeURIComponent(key).replaceAll('%3A', ':')}`;
