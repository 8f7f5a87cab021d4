import { useLocation } from 'preact-iso';

type ParamChanges = Readonly<Record<string, string | undefined>>;

/** The query string as the state of a view, so that every state can be shared and the Back button works. */
export interface UrlState {
  readonly path: string;
  readonly params: URLSearchParams;
  /** Returns the URL with these changes. Undefined and the empty text remove a parameter. */
  urlWith(changes: ParamChanges): string;
  /** Navigates to the URL with these changes. `replace` adds no history entry, for text as it is typed. */
  update(changes: ParamChanges, options?: { replace?: boolean }): void;
}

export function useUrlState(): UrlState {
  const { path, url, route } = useLocation();
  const params = new URLSearchParams(url.split('?')[1]?.split('#')[0]);
  const urlWith = (changes: ParamChanges): string => buildUrl(path, { ...Object.fromEntries(params), ...changes });
  return {
    path,
    params,
    urlWith,
    update: (changes, { replace = false } = {}) => route(urlWith(changes), replace),
  };
}

/** Returns a path with its parameters, without those that are undefined or empty. */
export function buildUrl(path: string, params: ParamChanges): string {
  const entries = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return entries.length === 0
    ? path
    : `${path}?${new URLSearchParams(entries).toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
}
