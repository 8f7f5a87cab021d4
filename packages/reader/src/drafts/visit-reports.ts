import { findSentenceSubjects, findSubjects } from '../clauses.ts';
import type { DateMention } from '../dates.ts';
import type { Sentence } from '../document.ts';
import type { VisitCue } from '../languages/types.ts';
import type { Mention } from '../mentions.ts';
import type { Range } from '../text-index.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';

/** A visit as one sentence of the text reports it. */
export interface Report {
  cue: VisitCue;
  cueRange: Range;
  sentence: Sentence;
  traveller: { mention: Mention; party: DraftParty };
  host: { mention: Mention; party: DraftParty };
  place: Range | undefined;
  date: DateMention | undefined;
  type: { value: string; range: Range } | undefined;
  leg: Range | undefined;
  trip: Range | undefined;
  isNext: boolean;
}

export function* listReports(context: DraftContext, sentence: Sentence): Iterable<Report> {
  const { document } = context.analysis;
  for (let at = sentence.first; at < sentence.last; at += 1) {
    const match = document.language.visitCues.match(document.tokens, at);
    if (!match || document.passageOfToken[at] !== -1) continue;
    if (!isDenied(context, at, sentence)) yield* readReports(context, sentence, at, match.length, match.value);
    at += match.length - 1;
  }
}

const denials = new Set([
  'not',
  "n't",
  'never',
  'refused',
  'declined',
  'denied',
  'no',
  'could',
  'might',
  'would',
  'if',
  'whether',
  'may',
  'hopes',
  'wants',
  'invited',
  'ne',
  'pas',
]);

/** Whether the words before say that the visit is not certain: "did not visit", "was invited to visit". */
function isDenied({ analysis: { document } }: DraftContext, at: number, sentence: Sentence): boolean {
  for (let before = at - 1; before >= Math.max(sentence.first, at - 4); before -= 1)
    if (denials.has(document.token(before)?.lower ?? '') || /n't$/.test(document.token(before)?.lower ?? ''))
      return true;
  return false;
}

function* readReports(
  context: DraftContext,
  sentence: Sentence,
  at: number,
  length: number,
  cue: VisitCue,
): Iterable<Report> {
  const { document, mentionIndex } = context.analysis;
  const relative = readRelativeHost(context, sentence, at);
  const hosts = relative ? [relative.host] : listHosts(context, at + length, sentence);
  if (hosts.length === 0) return;
  const isPhrase = /^(?:on|during|lors|en|pendant)$/.test(document.token(at)?.lower ?? '');
  const subjects = relative
    ? [relative.traveller]
    : isPhrase
      ? findSentenceSubjects(document, mentionIndex, sentence.first, at)
      : findSubjects(document, mentionIndex, at, sentence.first);
  for (const traveller of subjects) {
    const party = context.party(traveller, 'SPEAKER');
    if (party?.kind !== 'PERSON') continue;
    for (const host of hosts) {
      const hostParty = context.party(host.mention, 'HOST');
      if (hostParty?.kind !== 'COUNTRY') continue;
      const end = at + length;
      const tour = readTrip(context, sentence);
      yield {
        ...{ cue, cueRange: document.rangeOfTokens(at, end), sentence, place: host.place },
        traveller: { mention: traveller, party },
        host: { mention: host.mention, party: hostParty },
        date: findDate(context, sentence, at),
        type: readType(context, sentence),
        leg: tour?.leg,
        trip: tour?.trip,
        isNext: /\bnext\b|ensuite/.test(context.words(document.rangeOfTokens(at, end)).toLowerCase()),
      };
    }
  }
}

/** "Uzbekistan, where Macron goes next" */
function readRelativeHost({ analysis: { document, mentionIndex } }: DraftContext, sentence: Sentence, at: number) {
  const traveller = mentionIndex.at(at - 1);
  if (!traveller || !document.language.words.whereWords.includes(document.token(traveller.first - 1)?.lower ?? ''))
    return undefined;
  const comma = document.token(traveller.first - 2)?.text === ',' ? traveller.first - 2 : traveller.first - 1;
  const mention = mentionIndex.at(comma - 1);
  if (mention?.kind !== 'PLACE' || mention.last !== comma || mention.first < sentence.first) return undefined;
  return { traveller, host: { mention, place: undefined } };
}

/** The countries after a cue: "Kazakhstan and Uzbekistan", "the Kazakh capital Astana", "Astana, Kazakhstan". */
function listHosts(
  context: DraftContext,
  from: number,
  sentence: Sentence,
): { mention: Mention; place: Range | undefined }[] {
  const { document, mentionIndex } = context.analysis;
  const hosts: { mention: Mention; place: Range | undefined }[] = [];
  let at = from;
  while (
    document.language.determiners.has(document.token(at)?.lower ?? '') ||
    /^(?:capital|city|of|both|neighbouring|neighboring)$/.test(document.token(at)?.lower ?? '')
  )
    at += 1;
  for (let count = 0; count < 6 && at < sentence.last; count += 1) {
    let mention = mentionIndex.at(at);
    if (mention?.first !== at) break;
    let place: Range | undefined;
    if (mention.place?.form === 'DEMONYM' && /^(?:capital|city)$/.test(document.token(mention.last)?.lower ?? '')) {
      const city = mentionIndex.at(mention.last + 1);
      if (city?.first === mention.last + 1) place = city;
      hosts.push({ mention, place });
      at = city?.first === mention.last + 1 ? city.last : mention.last + 1;
    } else {
      // "Samarkand, Uzbekistan": a town that is named with its country.
      const next = document.token(mention.last)?.text === ',' ? mentionIndex.at(mention.last + 1) : undefined;
      if (mention.place === undefined && next?.place?.form === 'NAME' && next.place.kind === 'COUNTRY') {
        place = mention;
        mention = next;
      }
      if (mention.place?.kind !== 'COUNTRY' || mention.place.form === 'DEMONYM' || mention.place.form === 'METONYM')
        break;
      if (mention.place.form === 'CAPITAL') place = mention;
      if (document.token(mention.last)?.lower === "'s") break;
      hosts.push({ mention, place });
      at = mention.last;
    }
    const joint = document.token(at)?.lower ?? '';
    if (!/^(?:,|and|et|then)$/.test(joint)) break;
    at += /^(?:and|et|then)$/.test(document.token(at + 1)?.lower ?? '') ? 2 : 1;
  }
  return hosts;
}

/** The date of the sentence that is nearest to the cue. */
function findDate(context: DraftContext, sentence: Sentence, cue: number): DateMention | undefined {
  const { document } = context.analysis;
  return context
    .datesBetween(sentence.first, sentence.last)
    .filter(({ first, start }) => document.passageOfToken[first] === -1 && start !== context.dateline?.range?.start)
    .toSorted((a, b) => Math.abs(a.first - cue) - Math.abs(b.first - cue))[0];
}

function readType({ analysis: { document } }: DraftContext, { first, last }: Sentence) {
  for (let at = first; at < last; at += 1) {
    const match = document.language.visitTypes.match(document.tokens, at);
    if (match) return { value: match.value, range: document.rangeOfTokens(at, at + match.length) };
  }
  return undefined;
}

/** "on the first leg of a trip to Central Asia" */
function readTrip(
  { analysis: { document } }: DraftContext,
  { first, last }: Sentence,
): { leg: Range; trip: Range } | undefined {
  for (let at = first; at < last; at += 1) {
    const match = document.language.firstLegs.match(document.tokens, at);
    if (!match) continue;
    const from = at + match.length;
    let to = from;
    while (
      to < last &&
      to - from < 10 &&
      document.token(to)?.kind !== 'MARK' &&
      !document.language.weekdays.has(document.token(to)?.lower ?? '')
    )
      to += 1;
    return to === from
      ? undefined
      : { leg: document.rangeOfTokens(at, at + match.length - 1), trip: document.rangeOfTokens(from, to) };
  }
  return undefined;
}
