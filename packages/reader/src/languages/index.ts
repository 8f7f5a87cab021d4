import countriesEn from '../data/countries-en.json' with { type: 'json' };
import { english } from '../data/en.ts';
import { ReaderError } from '../errors.ts';
import { Language } from './language.ts';

const builders: Readonly<Record<string, () => Language>> = {
  en: () => new Language(english, countriesEn),
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
