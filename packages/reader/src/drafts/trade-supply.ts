import { findSubjects } from '../clauses.ts';
import type { Sentence } from '../document.ts';
import { isPossessive } from '../tokens.ts';
import type { DraftContext } from './draft-context.ts';
import { readNounPhrase } from './noun-phrase-after.ts';
import { findPredicateSubjects, type Link, partiesOf, readParties } from './trade-parties.ts';

const minCommodityLetters = 3;

/** "X is a major exporter of uranium", "X has emerged as a replacement supplier of crude to European nations" */
export function* readSupplier(context: DraftContext, sentence: Sentence, at: number): Iterable<Link> {
  const { document } = context.analysis;
  if (!document.language.is('OF', document.token(at + 1))) return;
  const found = findPredicateSubjects(context, sentence, at);
  const commodity = readNounPhrase(document, at + 2, sentence.last);
  if (!found || !commodity) return;
  const suppliers = partiesOf(context, found.subjects, 'suppliers');
  if (suppliers.length === 0) return;
  const buyers = document.language.is('TO', document.token(commodity.last))
    ? readParties(context, commodity.last + 1, sentence, 'buyers')
    : [];
  const isReplacement = document.language.is('REPLACING', document.token(at - 1));
  const replaced = isReplacement ? findReplaced(context, sentence, commodity.last) : [];
  const end = document.token(commodity.last - 1)?.end ?? 0;
  const statement = { start: document.token(found.from)?.start ?? 0, end };
  yield {
    kind: 'SUPPLY',
    status: 'ACTIVE',
    kindRange: { start: document.token(at)?.start ?? 0, end },
    statusRange: statement,
    parties: [...suppliers, ...buyers, ...replaced],
    commodity,
    rule: 'trade/supplier-of',
  };
}

/** "… turning off Russian supply": whom a replacement supplier replaces. */
function findReplaced(context: DraftContext, sentence: Sentence, from: number) {
  const { document, mentionIndex } = context.analysis;
  for (let at = from; at < sentence.last; at += 1) {
    const match = document.language.trade.windDowns.match(document.tokens, at);
    const mention = match && mentionIndex.at(at + match.length);
    if (mention?.kind === 'PLACE')
      return partiesOf(context, [mention], 'replaced').map((one) => ({ ...one, isResolved: true }));
  }
  return [];
}

/** "European nations turning off Russian supply" */
export function* readWindDown(context: DraftContext, sentence: Sentence, at: number, length: number): Iterable<Link> {
  const { document, mentionIndex } = context.analysis;
  const supplier = mentionIndex.at(at + length);
  if (supplier?.kind !== 'PLACE' || supplier.first !== at + length) return;
  const noun = isPossessive(document.token(supplier.last)) ? supplier.last + 1 : supplier.last;
  if (!document.language.trade.goods.has(document.token(noun)?.lower ?? '')) return;
  const before = mentionIndex.at(at - 1);
  const buyers =
    before?.last === at && before.kind === 'PLACE'
      ? [before]
      : findSubjects(document, mentionIndex, at, sentence.first);
  const parties = [...partiesOf(context, [supplier], 'suppliers'), ...partiesOf(context, buyers, 'buyers')];
  if (parties.length < 2) return;
  const range = { start: document.token(at)?.start ?? 0, end: document.token(noun)?.end ?? 0 };
  const goods = document.token(noun);
  const isCommodity = goods && document.language.trade.commodities.has(goods.lower);
  yield {
    kind: 'SUPPLY',
    status: 'WINDING_DOWN',
    kindRange: { start: supplier.start, end: range.end },
    statusRange: range,
    parties,
    commodity: isCommodity ? { start: goods.start, end: goods.end } : undefined,
    rule: 'trade/winding-down',
  };
}

/** "X exports gas to Y", "X buys oil from Y" */
export function* readExchange(context: DraftContext, sentence: Sentence, at: number): Iterable<Link> {
  const { document, mentionIndex } = context.analysis;
  const token = document.token(at);
  const isExport = document.language.trade.exports.has(token?.lower ?? '');
  const { language } = document;
  const before = document.token(at - 1);
  if (language.is('POSSIBILITY', before) || language.is('DENIAL', before) || language.is('INFINITIVE', before)) return;
  const commodity = readNounPhrase(document, at + 1, sentence.last);
  if (
    !commodity ||
    commodity.end - commodity.start < minCommodityLetters ||
    !containsGoods(context, at + 1, commodity.last)
  )
    return;
  if (!language.is(isExport ? 'TO' : 'FROM', document.token(commodity.last))) return;
  const subjects = findSubjects(document, mentionIndex, at, sentence.first);
  const own = partiesOf(context, subjects, isExport ? 'suppliers' : 'buyers');
  const others = readParties(context, commodity.last + 1, sentence, isExport ? 'buyers' : 'suppliers');
  if (own.length === 0 || others.length === 0) return;
  const range = { start: token?.start ?? 0, end: commodity.end };
  yield {
    kind: 'SUPPLY',
    status: 'ACTIVE',
    kindRange: range,
    statusRange: { start: range.start, end: token?.end ?? 0 },
    parties: [...own, ...others],
    commodity,
    rule: 'trade/exchange',
  };
}

function containsGoods({ analysis: { document } }: DraftContext, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1)
    if (document.language.trade.commodityPhrases.match(document.tokens, at)) return true;
  return false;
}
