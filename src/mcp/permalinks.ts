import { buildEntryPath, paths } from '../../web/src/route-paths.ts';

/** Addresses of the explorer's pages. */
export interface Permalinks {
  entry(key: string, asKnownAt?: string): string;
  /** The timeline of a country, person, organization or group. */
  party(key: string): string;
}

/** @param explorerUrl The address of the explorer, such as `http://localhost:4000`. */
export function createPermalinks(explorerUrl: string): Permalinks {
  const base = explorerUrl.replace(/\/+$/, '');
  const query = (name: string, value: string): string =>
    `?${new URLSearchParams({ [name]: value }).toString().replaceAll('%3A', ':')}`;
  return {
    entry: (key, asKnownAt) =>
      `${base}${buildEntryPath(key)}${asKnownAt === undefined ? '' : query('asKnownAt', asKnownAt)}`,
    party: (key) => `${base}${paths.timeline}${query('of', key)}`,
  };
}
