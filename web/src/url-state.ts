import { useLocation } from 'preact-iso';

/** The query string as the view's state: whatever it shows can be shared, and Back leads back. */
export interface UrlState {
  readonly path: string;
  readonly params: URLSearchParams;
  /** The address with these changes; undefined and the empty text take a parameter away. */
  urlWith(changes: Readonly<Record<string, string | undefined>>): string;
  /** Goes there; `replace` leaves no step in the history, for text that is being typed. */
  update(changes: Readonly<Record<string, string | undefined>>, how?: { replace?: boolean }): void;
}

export function useUrlState(): UrlState {
  const { path, url, route } = useLocation();
  const params = new URLSearchParams(url.split('?')[1]?.split('#')[0]);
  const changed = (changes: Readonly<Record<string, string | undefined>>): string =>
    buildUrl(path, { ...Object.fromEntries(params), ...changes });
  return {
    path,
    params,
    urlWith: changed,
    update: (changes, { replace = false } = {}) => route(changed(changes), replace),
  };
}

/** A path with its parameters; what is undefined or empty is left out. */
export function buildUrl(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given).toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
}
