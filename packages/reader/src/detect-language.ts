import { ReaderError } from './errors.ts';
import { supportedLanguages } from './languages/index.ts';

/** Frequent short words that tell languages apart. */
const frequentWords: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'of', 'and', 'to', 'in', 'that', 'is', 'for', 'with', 'said', 'was', 'has', 'his', 'he', 'on', 'at'],
  fr: [
    'le',
    'la',
    'les',
    'des',
    'et',
    'du',
    'un',
    'une',
    'est',
    'que',
    'pour',
    'dans',
    'qui',
    'sur',
    'avec',
    'au',
    'il',
  ],
  de: [
    'der',
    'die',
    'das',
    'und',
    'ist',
    'den',
    'von',
    'mit',
    'dem',
    'ein',
    'eine',
    'nicht',
    'auf',
    'für',
    'sich',
    'im',
  ],
  es: ['el', 'la', 'los', 'las', 'y', 'del', 'que', 'un', 'una', 'es', 'por', 'con', 'para', 'su', 'al', 'se'],
  it: ['il', 'di', 'che', 'la', 'e', 'un', 'per', 'del', 'della', 'con', 'non', 'si', 'da', 'nel', 'gli'],
  nl: ['de', 'het', 'een', 'van', 'en', 'dat', 'niet', 'zijn', 'voor', 'met', 'op', 'aan', 'ook', 'heeft', 'naar'],
  pl: ['w', 'na', 'z', 'nie', 'się', 'jest', 'że', 'do', 'oraz', 'dla', 'po', 'przez', 'od', 'które'],
  sv: ['och', 'att', 'det', 'som', 'är', 'av', 'på', 'för', 'med', 'till', 'inte', 'har', 'den', 'ett'],
  pt: ['o', 'os', 'as', 'do', 'da', 'dos', 'que', 'em', 'um', 'uma', 'não', 'para', 'com', 'ao', 'pelo'],
};
const sampleLength = 20_000;
const minWords = 3;
/** In news, about a third of the words are such words, and one language has clearly more of them than the next. */
const minShare = 0.08;
const minLead = 1.2;

/** Recognizes the language of a text by its frequent words. Throws if it has no data, or cannot be determined. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, sampleLength).toLowerCase();
  const cyrillic = sample.match(/[а-яё]/g)?.length ?? 0;
  const latin = sample.match(/[a-zà-ÿ]/g)?.length ?? 0;
  if (cyrillic > latin) return assertSupported(detectCyrillic(sample));
  const counts = new Map<string, number>();
  for (const [word] of sample.matchAll(/\p{L}+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ranked = Object.entries(frequentWords)
    .map(([code, words]) => ({ code, hits: words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0) }))
    .sort((a, b) => b.hits - a.hits);
  const [best, second] = ranked;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const isClear =
    best !== undefined &&
    best.hits >= Math.max(minWords, total * minShare) &&
    best.hits > (second?.hits ?? 0) * minLead;
  if (!isClear)
    throw new ReaderError(
      'LANGUAGE_UNKNOWN',
      `The language of the text cannot be recognized. State it: one of ${supportedLanguages.join(', ')}.`,
    );
  return assertSupported(best.code);
}

/** The letters that tell apart the languages in Cyrillic script. */
function detectCyrillic(sample: string): string {
  if (/[әғқңұүһ]/.test(sample)) return 'kk';
  if (/ў/.test(sample)) return 'be';
  if (/[їєґ]/.test(sample) || /і/.test(sample)) return 'uk';
  if (/[ѓќѕ]/.test(sample)) return 'mk';
  if (/[јљњ]/.test(sample)) return 'sr';
  // Bulgarian has neither ы nor э, without which no Russian sentence of some length does.
  return sample.length > 200 && !/[ыэё]/.test(sample) ? 'bg' : 'ru';
}

function assertSupported(code: string): string {
  if (supportedLanguages.includes(code)) return code;
  throw new ReaderError(
    'LANGUAGE_UNSUPPORTED',
    `The text is in "${code}". The languages with data are ${supportedLanguages.join(', ')}.`,
  );
}
