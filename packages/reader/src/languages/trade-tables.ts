import { PhraseTable, toPhrases } from './phrase-table.ts';
import type { FigureWords, TradeWords } from './types.ts';

/** The words of trade, prepared for lookup. */
export const createTradeTables = (words: TradeWords) => ({
  suppliers: new Set(words.suppliers),
  copulas: new Set(words.copulas),
  routes: new Set(words.routes),
  links: new Set(words.links),
  ventures: toPhrases(words.ventures),
  ventureVerbs: new Map(Object.entries(words.ventureVerbs)),
  partnerships: new Set(words.partnerships),
  intents: toPhrases(words.intents),
  signings: toPhrases(words.signings),
  twoCountries: toPhrases(words.twoCountries),
  windDowns: toPhrases(words.windDowns),
  exports: new Set(words.exports),
  imports: new Set(words.imports),
  goods: new Set([...words.goods, ...Object.keys(words.commodities)]),
  commodities: new Map(Object.entries(words.commodities)),
  commodityPhrases: new PhraseTable(Object.entries(words.commodities)),
});
export type TradeTables = ReturnType<typeof createTradeTables>;

export const createFigureTables = (words: FigureWords) => ({
  measures: new Set(words.measures),
  verbs: toPhrases(words.verbs),
  approximations: toPhrases(words.approximations),
  scales: new Map(Object.entries(words.scales)),
  currencies: new PhraseTable(Object.entries(words.currencies)),
  percent: toPhrases(words.percent),
});
export type FigureTables = ReturnType<typeof createFigureTables>;
