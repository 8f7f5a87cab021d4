import type { ExistingLeaders } from '../../db/queries/existing-leaders.ts';
import type { CountryResolver } from '../resolve-country.ts';

export interface Delegation {
  /** The key of the country, or the corpus's code of an observer body. */
  key: string;
  name: string;
  note?: string;
}

/** Observers that speak in the debate but are not countries, by the corpus's codes. */
const observerBodies: Readonly<Record<string, string>> = { EU: 'European Union', EC: 'European Council' };

/** Members or observers before their independence. */
const seatedBeforeStatehood: ReadonlySet<string> = new Set(['BY', 'IN', 'PS', 'UA']);

/** Resolves the delegation of a speech. The corpus uses current codes, but some labels date from the speech. */
export function resolveDelegation(
  { code, label, year }: { code: string; label: string; year: number },
  { countries }: Pick<ExistingLeaders, 'countries'>,
  resolver: CountryResolver,
): Delegation | { reason: string } {
  const body = observerBodies[code];
  if (body !== undefined) return { key: code, name: body };
  const nameOf = (key: string): string => countries.get(key)?.name ?? key;
  const day = `${year}-10-01`;
  const coded = countries.has(code) ? code : [...countries].find(([, { alpha3 }]) => alpha3 === code)?.[0];
  const named = resolver.resolve(label, day);
  if (coded !== undefined && (seatedBeforeStatehood.has(coded) || !('key' in named) || named.key === coded))
    return { key: coded, name: nameOf(coded) };
  if (!('key' in named))
    return { reason: `"${code}" is not an ISO 3166 alpha-3 code, and "${label}" is not a country on record.` };
  const { key } = named;
  if (coded === undefined)
    return {
      key,
      name: nameOf(key),
      note: `"${code}" is not an ISO 3166 alpha-3 code: "${label}" was interpreted as ${key}.`,
    };
  const then = resolver.resolve(nameOf(coded), day);
  if ('key' in then && then.key === key)
    return {
      key,
      name: nameOf(key),
      note: `"${code}" is the code of ${coded}, but in ${year} the state was ${key}: "${label}" was interpreted as ${key}.`,
    };
  return { reason: `The code "${code}" is that of ${coded}, but "${label}" is the name of ${key} in ${year}.` };
}
