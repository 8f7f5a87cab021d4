import type { Sentence, TextDocument } from '../document.ts';
import type { Range } from '../text-index.ts';
import { isPossessive } from '../tokens.ts';
import type { Draft } from './draft.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';

interface Amount extends Range {
  value: number;
  unit: string;
  isApproximate: boolean;
  last: number;
}

/** Proposes the figures of clauses such as "trade between A and B reached $4 billion last year". */
export function draftFigures(context: DraftContext): Draft[] {
  const { dateline } = context;
  if (!dateline) return [];
  return context.analysis.document.sentences.flatMap((sentence) => [...listFigures(context, sentence)]);
}

function* listFigures(context: DraftContext, sentence: Sentence): Iterable<Draft> {
  const { document } = context.analysis;
  const { figures } = document.language;
  for (let at = sentence.first + 1; at < sentence.last; at += 1) {
    const verb = document.passageOfToken[at] === -1 ? figures.verbs.match(document.tokens, at) : undefined;
    if (!verb) continue;
    const amount = readAmount(context, at + verb.length, sentence.last);
    const measure = amount && readMeasure(context, sentence, at);
    if (!amount || !measure) continue;
    const change = readChange(document, at, verb.length);
    if (change !== undefined && amount.unit !== 'percent') continue;
    yield toDraft(context, sentence, measure, amount, change);
    at = amount.last - 1;
  }
}

/** "rose by", "fell": the amount after it is a difference, and the level is not stated. "rose to" states the level. */
function readChange({ tokens, language }: TextDocument, at: number, length: number): 'RISE' | 'FALL' | undefined {
  if (language.is('LEVEL', tokens[at + length - 1])) return undefined;
  for (let next = at; next < at + length; next += 1) {
    if (language.is('FALL', tokens[next])) return 'FALL';
    if (language.is('CHANGE', tokens[next])) return 'RISE';
  }
  return undefined;
}

/** "about $18.7 billion", "30%", "4 billion dollars" */
function readAmount({ analysis: { document } }: DraftContext, from: number, end: number): Amount | undefined {
  const { tokens, language } = document;
  const { figures } = language;
  let at = from;
  const approximation = figures.approximations.match(tokens, at);
  if (approximation) at += approximation.length;
  const start = at;
  const sign = figures.currencies.match(tokens, at);
  if (sign) at += sign.length;
  const number = tokens[at];
  if (number?.kind !== 'NUMBER' || at >= end) return undefined;
  const plain = toNumber(number.text, language.words.numberMarks);
  if (plain === undefined) return undefined;
  at += 1;
  const scale = figures.scales.get(tokens[at]?.lower ?? '');
  if (scale !== undefined) at += 1;
  if (language.is('OF', tokens[at]) && figures.currencies.match(tokens, at + 1)) at += 1;
  const percent = figures.percent.match(tokens, at);
  const currency = sign ? undefined : figures.currencies.match(tokens, at);
  const unit = percent ? 'percent' : (sign?.value ?? currency?.value);
  if (unit === undefined) return undefined;
  at += percent?.length ?? currency?.length ?? 0;
  const range = document.rangeOfTokens(start, at);
  return {
    ...range,
    last: at,
    value: scaleNumber(plain, scale ?? 1),
    unit,
    isApproximate: approximation !== undefined,
  };
}

/** "18.7" in English and "18,7" elsewhere; groups of three digits are thousands. */
function toNumber(text: string, [group, point]: readonly [group: string, point: string]): number | undefined {
  const parts = text.split(point);
  if (parts.length > 2 || text.includes(':')) return undefined;
  const [whole = '', fraction] = parts;
  const groups = whole.split(group);
  if (groups.length > 1 && !groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part)))
    return undefined;
  const value = Number(`${groups.join('')}${fraction === undefined ? '' : `.${fraction}`}`);
  return Number.isFinite(value) ? value : undefined;
}

/** Multiplies without the rounding errors of binary fractions: 18.7 billion is 18700000000. */
const scaleNumber = (value: number, scale: number): number =>
  scale === 1 ? value : Math.round(value * scale * 100) / 100;

/** The noun phrase before the verb, which has to say what is measured. */
function readMeasure(
  context: DraftContext,
  sentence: Sentence,
  verb: number,
): (Range & { first: number; last: number }) | undefined {
  const { document } = context.analysis;
  let first = verb;
  let isMeasure = false;
  while (first > sentence.first && verb - first < 12) {
    const token = document.token(first - 1);
    if (
      !token ||
      (token.kind === 'MARK' && token.text !== '-') ||
      document.language.complementizers.has(token.lower) ||
      document.language.cues.has(token.lower) ||
      document.language.auxiliaries.has(token.lower)
    )
      break;
    first -= 1;
    if (document.language.figures.measures.has(token.lower)) isMeasure = true;
  }
  while (
    first < verb &&
    (document.language.conjunctions.has(document.token(first)?.lower ?? '') ||
      document.language.articles.has(document.token(first)?.lower ?? ''))
  )
    first += 1;
  return isMeasure && first < verb ? { first, last: verb, ...document.rangeOfTokens(first, verb) } : undefined;
}

function toDraft(
  context: DraftContext,
  sentence: Sentence,
  measure: Range & { first: number; last: number },
  amount: Amount,
  change: 'RISE' | 'FALL' | undefined,
): Draft {
  const { document } = context.analysis;
  const about = new Map<string, { party: DraftParty; range: Range }>();
  for (const mention of context.mentionsBetween(sentence.first, sentence.last)) {
    const party = mention.kind === 'PLACE' ? context.party(mention) : undefined;
    const isInMeasure = mention.start >= measure.start && mention.end <= measure.end;
    if (
      party &&
      party.kind !== 'PERSON' &&
      (isInMeasure || isPossessive(document.token(mention.last))) &&
      !about.has(party.key)
    )
      about.set(party.key, { party, range: mention });
  }
  const [date] = context.datesBetween(amount.last, Math.min(sentence.last, amount.last + 4));
  const period = date && context.resolve(date, 'PAST');
  const isFall = change === 'FALL';
  const words = context.words(measure);
  const parties = [...about.values()];
  return {
    noun: 'figure',
    key: context.nextKey('F'),
    fields: {
      summary: `${context.words({ start: measure.start, end: amount.end })}.`,
      at: context.dateline?.day,
      measure: change ? `growth of ${words}` : words,
      value: isFall ? -amount.value : amount.value,
      unit: amount.unit,
      ...(amount.isApproximate && { approximate: true }),
      ...(date && period && { period: { edtf: period.edtf, basis: period.basis, verbatim: context.words(date) } }),
      ...(parties.length > 0 && { about: parties.map(({ party }) => context.use(party)) }),
    },
    citations: [
      context.cite('measure', 'STATED', [measure]),
      context.cite('value', 'STATED', [amount]),
      context.cite('unit', 'STATED', [amount]),
      ...(date && period
        ? [context.cite('period', period.basis, period.basis === 'RESOLVED' ? context.dateRanges(date) : [date])]
        : []),
      ...(parties.length > 0
        ? [
            context.cite(
              'about',
              'STATED',
              parties.map(({ range }) => range),
            ),
          ]
        : []),
    ],
    rule: 'figure/measure',
    confidence: 0.8,
    alternatives: [],
    unresolved: [],
    requires: [],
  };
}
