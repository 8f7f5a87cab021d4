import type { Geography } from './load-geography.ts';

export interface CountryRef {
  readonly key: string;
  readonly name: string;
}

/** Finds a country by any of its codes. */
export function findCountry(geography: Geography | undefined, code: string | null): CountryRef | undefined {
  if (!code) return undefined;
  const upperCode = code.trim().toUpperCase();
  return geography?.countries.find(({ key, alpha3, m49 }) => [key.toUpperCase(), alpha3, m49].includes(upperCode));
}
