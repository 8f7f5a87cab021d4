import { firstPage } from '../../components/pager.tsx';

/** The address's changes that choose a country, and the one with which its visits are to be. */
export const choosing = (country: string | undefined, other?: string) => ({
  ...firstPage,
  list: undefined,
  country,
  with: other,
});
