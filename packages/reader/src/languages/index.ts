import countriesDe from '../data/countries-de.json' with { type: 'json' };
import countriesEn from '../data/countries-en.json' with { type: 'json' };
import countriesEs from '../data/countries-es.json' with { type: 'json' };
import countriesFr from '../data/countries-fr.json' with { type: 'json' };
import countriesRu from '../data/countries-ru.json' with { type: 'json' };
import { german } from '../data/de.ts';
import { english } from '../data/en.ts';
import { spanish } from '../data/es.ts';
import { french } from '../data/fr.ts';
import { russian } from '../data/ru.ts';
import { ReaderError } from '../errors.ts';
import { Language } from './language.ts';

const builders: Readonly<Record<string, () => Language>> = {
  en: () => new Language(english, countriesEn),
  de: () => new Language(german, countriesDe),
  es: () => new Language(spanish, countriesEs),
  fr: () => new Language(french, countriesFr),
  ru: () => new Language(russian, countriesRu),
};
const built = new Map<string, Language>();

/** The languages that texts can be read in, as BCP 47 tags. */
export const supportedLanguages: readonly string[] = Object.keys(builders);

/** Returns the data of a language; "en-GB" has that of "en". */
export function getLanguage(tag: string): Language {
  const code = tag.toLowerCase().split('-')[0] ?? '';
  const build = builders[code];
  if (!Object.hasOwn(builders, code) || !build)
    throw new ReaderError(
      'LANGUAGE_UNSUPPORTED',
      `Texts in "${tag}" cannot be read. The languages with data are ${supportedLanguages.join(', ')}.`,
    );
  const language = built.get(code) ?? build();
  built.set(code, language);
  return language;
}
