import { matchRoute, useLocation, useRouter } from 'wouter';
import { usePathname, useSearch } from 'wouter/use-browser-location';

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
  const path = useCurrentPath();
  const [, navigate] = useLocation();
  const params = new URLSearchParams(useSearch());
  const urlWith = (changes: ParamChanges): string => buildUrl(path, { ...Object.fromEntries(params), ...changes });
  return {
    path,
    params,
    urlWith,
    update: (changes, { replace = false } = {}) => navigate(urlWith(changes), { replace }),
  };
}

/** Returns the path of the page as it is in the address, without a slash at the end. */
export const useCurrentPath = (): string => usePathname().replace(/\/+$/, '') || '/';

/** Returns a function that navigates to a page of the explorer. */
export const useNavigate = (): ((url: string) => void) => {
  const [, navigate] = useLocation();
  return (url) => navigate(url);
};

/** Returns a parameter of the path, such as `key` of `/entry/:key`. The router would decode it twice. */
export function useRouteParam(pattern: string, name: string): string {
  const [, params] = matchRoute(useRouter().parser, pattern, useCurrentPath());
  const value = (params as Readonly<Record<string, string>> | null)?.[name] ?? '';
  try {
    return decodeURIComponent(value);
  } catch {
    // An address that someone mistyped may have a % without digits. The value is then searched as it is.
    return value;
  }
}

/** Returns a path with its parameters, without those that are undefined or empty. */
export function buildUrl(path: string, params: ParamChanges): string {
  const entries = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return entries.length === 0
    ? path
    : `${path}?${new URLSearchParams(entries).toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
}
