import { firstPageParams } from '../../components/pager.tsx';

/** Returns the URL changes that select a country, optionally only its visits from and to another one. */
export const buildSelectionParams = (country: string | undefined, other?: string) => ({
  ...firstPageParams,
  list: undefined,
  country,
  with: other,
});
