import type { NamedCountry } from '../db/queries/country-names.ts';
import { foldText } from '../model/fold-text.ts';

/** Returns the form in which names of countries are compared. */
export const normalizeName = (text: string): string =>
  foldText(text).replaceAll('.', '').replace(/[-–]/g, ' ').replace(/^the /, '').replace(/\bst /g, 'saint ');

/** The languages whose everyday names come from CLDR too: the packages have some countries by their formal names only. */
const languagesOfCldr = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'ru', 'tr', 'uk', 'zh'];
const articles = /^(?:(?:la|le|les|die|der|das|el|los|las|il|lo|gli|i|o|a|os|as)\s+|l')/;
const presentCountry = /^[A-Z]{2}$/;

/**
 * Returns a function that finds the countries with one of the names in another language than English. A name may be that of
 * several countries in different languages. The index is built on the first call, which most tables never need.
 */
export function createTranslationIndex(
  countries: readonly NamedCountry[],
): (names: readonly string[]) => NamedCountry[] {
  if (countries.every(({ translations }) => translations === undefined)) return () => [];
  let index: Map<string, Set<NamedCountry>> | undefined;
  return (names) => {
    index ??= buildIndex(countries);
    for (const name of names) {
      const found = index.get(name) ?? index.get(name.replace(articles, ''));
      if (found) return [...found];
    }
    return [];
  };
}

function buildIndex(countries: readonly NamedCountry[]): Map<string, Set<NamedCountry>> {
  const index = new Map<string, Set<NamedCountry>>();
  const regions = languagesOfCldr.map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  for (const country of countries) {
    const isPresent = country.end === null && presentCountry.test(country.key);
    const everyday = isPresent ? regions.flatMap((names) => names.of(country.key) ?? []) : [];
    for (const text of [...(country.translations ?? []), ...everyday]) {
      const name = normalizeName(text);
      // Two letters are a code: "SA" is Saudi Arabia, although a language abbreviates the United States so.
      if (/^[a-z]{1,2}$/.test(name)) continue;
      index.set(name, (index.get(name) ?? new Set()).add(country));
    }
  }
  return index;
}
