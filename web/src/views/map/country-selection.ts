import { firstPageParams } from '../../components/pager.tsx';

/** The address's changes that choose a country, and the one with which its visits are to be. */
export const buildSelectionParams = (country: string | undefined, other?: string) => ({
  ...firstPageParams,
  list: undefined,
  country,
  with: other,
});
