import type { WordRules } from '../tokens.ts';
import { PhraseTable, toPhrases } from './phrase-table.ts';
import type { FigureWords, TradeWords } from './types.ts';

/** The words of trade, prepared for lookup. */
export const createTradeTables = (words: TradeWords, rules: WordRules) => ({
  suppliers: new Set(words.suppliers),
  copulas: new Set(words.copulas),
  routes: new Set(words.routes),
  links: new Set(words.links),
  ventures: toPhrases(words.ventures, rules),
  ventureVerbs: new Map(Object.entries(words.ventureVerbs)),
  partnerships: new Set(words.partnerships),
  intents: toPhrases(words.intents, rules),
  signings: toPhrases(words.signings, rules),
  twoCountries: toPhrases(words.twoCountries, rules),
  windDowns: toPhrases(words.windDowns, rules),
  exports: new Set(words.exports),
  imports: new Set(words.imports),
  goods: new Set([...words.goods, ...Object.keys(words.commodities)]),
  commodities: new Map(Object.entries(words.commodities)),
  commodityPhrases: new PhraseTable(Object.entries(words.commodities), rules),
});
export type TradeTables = ReturnType<typeof createTradeTables>;

export const createFigureTables = (words: FigureWords, rules: WordRules) => ({
  measures: new Set(words.measures),
  verbs: toPhrases(words.verbs, rules),
  approximations: toPhrases(words.approximations, rules),
  scales: new Map(Object.entries(words.scales)),
  currencies: new PhraseTable(Object.entries(words.currencies), rules),
  percent: toPhrases(words.percent, rules),
});
export type FigureTables = ReturnType<typeof createFigureTables>;
