import { findSentenceSubjects, findSubjects } from '../clauses.ts';
import type { DateMention } from '../dates.ts';
import type { Sentence } from '../document.ts';
import type { VisitCue } from '../languages/types.ts';
import type { Mention } from '../mentions.ts';
import type { Range } from '../text-index.ts';
import { isPossessive, type Token } from '../tokens.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';
import { listVisitNouns } from './visit-nouns.ts';
import { listReceptions } from './visit-receptions.ts';

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
  /** Who received the traveller. */
  met?: { party: DraftParty; range: Range };
}

/** A country visited, and the town. */
export interface Host {
  mention: Mention;
  place: Range | undefined;
}

export function* listReports(context: DraftContext, sentence: Sentence): Iterable<Report> {
  const { document } = context.analysis;
  for (let at = sentence.first; at < sentence.last; at += 1) {
    const match = document.language.visitCues.match(document.tokens, at);
    if (!match || document.passageOfToken[at] !== -1) continue;
    if (!isDenied(context, at, sentence)) yield* readReports(context, sentence, at, match.length, match.value);
    at += match.length - 1;
  }
  yield* listVisitNouns(context, sentence);
  yield* listReceptions(context, sentence);
}

/** Whether the words before say that the visit is not certain: "did not visit", "was invited to visit". */
export function isDenied({ analysis: { document } }: DraftContext, at: number, sentence: Sentence): boolean {
  for (let before = at - 1; before >= Math.max(sentence.first, at - 4); before -= 1) {
    const token = document.token(before);
    if (document.language.is('DENIAL', token) || document.language.is('POSSIBILITY', token)) return true;
    if (/n't$/.test(token?.lower ?? '')) return true;
  }
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
  const hosts = relative ? [relative.host] : findGoals(context, at + length, sentence);
  if (hosts.length === 0) return;
  const isPhrase = document.language.is('DURING', document.token(at));
  const subjects = relative
    ? [relative.traveller]
    : isPhrase
      ? findSentenceSubjects(document, mentionIndex, sentence.first, at)
      : findTravellers(context, at, length, sentence);
  yield* createReports(context, sentence, { at, length, cue, subjects, hosts });
}

const maxGoalGap = 9;

/** The countries after a cue, past the words that a language may put between them: "reiste am Montag nach Astana". */
function findGoals(context: DraftContext, from: number, sentence: Sentence): Host[] {
  const { document } = context.analysis;
  const near = listHosts(context, from, sentence);
  // "visited Prime Minister Paz in Peru"
  const person = near.length === 0 ? context.analysis.mentionIndex.at(from) : undefined;
  if (person?.first === from && person.kind === 'PERSON' && document.language.is('IN', document.token(person.last)))
    return listHosts(context, person.last + 1, sentence);
  if (near.length > 0 || !document.language.words.hasLooseGoals) return near;
  for (let at = from; at < Math.min(sentence.last, from + maxGoalGap); at += 1) {
    if (document.passageOfToken[at] !== -1 || document.token(at)?.text === ',') return [];
    const hosts = document.language.is('TO', document.token(at)) ? listHosts(context, at + 1, sentence) : [];
    if (hosts.length > 0) return hosts;
  }
  return [];
}

/** The subjects of a verb; after it, where a language allows that. */
function findTravellers(context: DraftContext, at: number, length: number, sentence: Sentence): readonly Mention[] {
  const { document, mentionIndex } = context.analysis;
  const subjects = findSubjects(document, mentionIndex, at, sentence.first);
  if (subjects.length === 0 && hasDistantSubject(context, at))
    return findSentenceSubjects(document, mentionIndex, sentence.first, at);
  if (subjects.length > 0 || !document.language.words.hasInversion) return subjects;
  for (let next = at + length; next < Math.min(sentence.last, at + length + maxGoalGap); next += 1) {
    const mention = mentionIndex.at(next);
    if (mention?.first === next && (mention.kind === 'PERSON' || mention.kind === 'ROLE' || mention.kind === 'NAME'))
      return [mention];
  }
  // The subject of the sentence: "Präsident Lund wird am Freitag nach Lima reisen".
  return findSentenceSubjects(document, mentionIndex, sentence.first, at);
}

/** "Lund, on a tour of Asia, visited", "Lund spoke before ending her visit": the subject of the sentence. */
export const hasDistantSubject = ({ analysis: { document } }: DraftContext, verb: number): boolean =>
  document.token(verb - 1)?.text === ',' || document.language.isParticiple(document.token(verb));

/** One report for each traveller and host. */
export function* createReports(
  context: DraftContext,
  sentence: Sentence,
  {
    at,
    length,
    cue,
    subjects,
    hosts,
  }: { at: number; length: number; cue: VisitCue; subjects: readonly Mention[]; hosts: readonly Host[] },
): Iterable<Report> {
  const { document } = context.analysis;
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
        isNext: listTokens(context, at, end).some((token) => document.language.is('NEXT', token)),
      };
    }
  }
}

const listTokens = ({ analysis: { document } }: DraftContext, first: number, last: number) =>
  document.tokens.slice(first, last);

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
export function listHosts(context: DraftContext, from: number, sentence: Sentence): Host[] {
  const { document, mentionIndex } = context.analysis;
  const hosts: Host[] = [];
  let at = from;
  while (
    document.language.determiners.has(document.token(at)?.lower ?? '') ||
    document.language.is('CITY', document.token(at))
  )
    at += 1;
  for (let count = 0; count < 6 && at < sentence.last; count += 1) {
    let mention = mentionIndex.at(at);
    if (mention?.first !== at) break;
    let place: Range | undefined;
    if (mention.place?.form === 'DEMONYM' && document.language.is('CITY', document.token(mention.last))) {
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
      if (mention.place?.kind !== 'COUNTRY' || mention.place.form === 'DEMONYM') break;
      // "arrived at the White House"
      if (mention.place.form === 'CAPITAL' || mention.place.form === 'METONYM') place = mention;
      if (isPossessive(document.token(mention.last))) break;
      hosts.push({ mention, place });
      at = mention.last;
    }
    const isJoined = (token: Token | undefined): boolean =>
      document.language.is('AND', token) || document.language.is('NEXT', token);
    if (document.token(at)?.text !== ',' && !isJoined(document.token(at))) break;
    at += 1;
    while (isJoined(document.token(at)) || document.language.is('TO', document.token(at))) at += 1;
  }
  return hosts;
}

/** The date of the sentence that is nearest to the cue. */
export function findDate(context: DraftContext, sentence: Sentence, cue: number): DateMention | undefined {
  const { document } = context.analysis;
  return context
    .datesBetween(sentence.first, sentence.last)
    .filter(
      ({ first, start }) =>
        document.passageOfToken[first] === -1 &&
        start !== context.dateline?.range?.start &&
        // "said on Monday that on a trip to Japan": the date of another clause.
        !listTokens(context, first, cue).some(({ lower }) => document.language.complementizers.has(lower)),
    )
    .toSorted((a, b) => Math.abs(a.first - cue) - Math.abs(b.first - cue))[0];
}

export function readType({ analysis: { document } }: DraftContext, { first, last }: Sentence) {
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
