/** The API's closed words in a reader's. */
export const humanizeEnum = (word: string): string => word.toLowerCase().replaceAll('_', ' ');

/** What each kind of entry and party is called, by its type in the API. */
const typeLabels: Readonly<Record<string, string>> = {
  Visit: 'Visit',
  Statement: 'Statement',
  TradeLink: 'Trade tie',
  Agreement: 'Agreement',
  Position: 'Position',
  Figure: 'Figure',
  Country: 'Country',
  Person: 'Person',
  Organization: 'Organization',
  Group: 'Group of countries',
};

export const getTypeLabel = (typename: string): string => typeLabels[typename] ?? typename;

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** A language by its tag: English for `en`. */
export function getLanguageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch (error) {
    // A source may name a language by a word that is no tag.
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
