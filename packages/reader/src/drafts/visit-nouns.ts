import { findSentenceSubjects, findSubjects } from '../clauses.ts';
import type { Sentence } from '../document.ts';
import type { VisitCue, VisitVerb } from '../languages/types.ts';
import type { Mention } from '../mentions.ts';
import { isPossessive } from '../tokens.ts';
import type { DraftContext } from './draft-context.ts';
import { createReports, type Host, hasDistantSubject, isDenied, listHosts, type Report } from './visit-reports.ts';

const cues: Readonly<Record<VisitVerb, VisitCue>> = {
  ...{ BEGIN: 'ARRIVED', PAY: 'VISITED', END: 'VISITED', PLAN: 'GOING' },
  ...{ CANCEL: 'CANCELLED', POSTPONE: 'POSTPONED' },
};
/** The words between a verb and "visit", or between "visit" and where it leads. */
const maxGap = 8;
const maxPassiveGap = 12;

/** "began a two-day state visit to Japan", "her trip to Chile was postponed", "the visit of President Lund to Peru". */
export function* listVisitNouns(context: DraftContext, sentence: Sentence): Iterable<Report> {
  const { document } = context.analysis;
  for (let at = sentence.first; at < sentence.last; at += 1) {
    const match = document.language.visitNouns.match(document.tokens, at);
    if (!match || document.passageOfToken[at] !== -1) continue;
    const found = findHosts(context, at + match.length, sentence);
    if (!found) continue;
    const verb = findVerbBefore(context, at, sentence) ?? findPassive(context, found.last, sentence);
    if (!verb || isDenied(context, verb.at, sentence)) continue;
    const owner = findOwner(context, at, found.last, sentence);
    const subjects = verb.isPassive
      ? owner
      : verb.isCircumstance
        ? findSentenceSubjects(document, context.analysis.mentionIndex, sentence.first, verb.at)
        : findSubjects(document, context.analysis.mentionIndex, verb.at, sentence.first);
    // "Officials postponed the president's visit": the owner travels.
    const travellers = owner.length > 0 ? owner : subjects.length > 0 ? subjects : findFirst(context, verb, sentence);
    const { at: from, length, cue } = verb;
    yield* createReports(context, sentence, { at: from, length, cue, subjects: travellers, hosts: found.hosts });
  }
}

/** Where other words may come between a subject and its verb: "Лавров на следующей неделе совершит визит". */
function findFirst(context: DraftContext, { at, isPassive }: VisitVerbMatch, sentence: Sentence) {
  const { document, mentionIndex } = context.analysis;
  if (isPassive || !(document.language.words.hasInversion || hasDistantSubject(context, at))) return [];
  return findSentenceSubjects(document, mentionIndex, sentence.first, at);
}

interface VisitVerbMatch {
  at: number;
  length: number;
  cue: VisitCue;
  isPassive: boolean;
  isCircumstance: boolean;
}

function findHosts(
  context: DraftContext,
  from: number,
  sentence: Sentence,
): { hosts: readonly Host[]; last: number } | undefined {
  const { document } = context.analysis;
  for (let at = from; at < Math.min(sentence.last, from + maxGap); at += 1) {
    const token = document.token(at);
    if (!token || (token.kind === 'MARK' && token.text !== '-') || document.passageOfToken[at] !== -1) return undefined;
    const isGoal = document.language.is('TO', token) || (at === from && document.language.is('OF', token));
    const hosts = isGoal ? listHosts(context, at + 1, sentence) : [];
    const last = hosts.at(-1)?.mention.last;
    if (last !== undefined) return { hosts, last };
  }
  return undefined;
}

function findVerbBefore(
  { analysis: { document } }: DraftContext,
  noun: number,
  sentence: Sentence,
): VisitVerbMatch | undefined {
  const { tokens, language } = document;
  for (let at = noun - 1; at >= Math.max(sentence.first, noun - maxGap); at -= 1) {
    const token = tokens[at];
    if (!token || (token.kind === 'MARK' && token.text !== '-') || document.passageOfToken[at] !== -1) return undefined;
    const match = language.visitVerbs.match(tokens, at);
    const previous = tokens[at - 1];
    if (match && at + match.length <= noun && !language.determiners.has(previous?.lower ?? '')) {
      const isOpen = match.value === 'BEGIN' || match.value === 'PAY' || match.value === 'END';
      const isFuture = language.is('FUTURE', previous) || language.is('INFINITIVE', previous);
      const cue = isOpen && isFuture ? 'GOING' : cues[match.value];
      return { at, length: match.length, cue, isPassive: false, isCircumstance: false };
    }
    if (language.is('DURING', token)) return { at, length: 1, cue: 'VISITING', isPassive: false, isCircumstance: true };
  }
  return undefined;
}

/** "… has been postponed" */
function findPassive(
  { analysis: { document } }: DraftContext,
  from: number,
  sentence: Sentence,
): VisitVerbMatch | undefined {
  const { tokens, language } = document;
  let isPassive = false;
  for (let at = from; at < Math.min(sentence.last, from + maxPassiveGap); at += 1) {
    if (document.passageOfToken[at] !== -1 || tokens[at]?.text === ';') return undefined;
    isPassive ||= language.is('PASSIVE', tokens[at]);
    const match = isPassive ? language.visitVerbs.match(tokens, at) : undefined;
    if (match?.value === 'CANCEL' || match?.value === 'POSTPONE' || match?.value === 'PLAN')
      return { at, length: match.length, cue: cues[match.value], isPassive: true, isCircumstance: false };
  }
  return undefined;
}

/** "Lund's visit", "the visit of President Lund", "a visit by Lund". */
function findOwner(context: DraftContext, noun: number, last: number, sentence: Sentence): readonly Mention[] {
  const { document, mentionIndex } = context.analysis;
  for (let at = noun - 1; at >= Math.max(sentence.first, noun - maxGap); at -= 1) {
    const mention = isPossessive(document.token(at)) ? mentionIndex.at(at - 1) : undefined;
    if (mention?.last === at) return [mention];
  }
  for (let at = noun + 1; at < last; at += 1) {
    const token = document.token(at);
    const mention =
      document.language.is('OF', token) || document.language.is('BY', token) ? mentionIndex.at(at + 1) : undefined;
    if (mention && (mention.kind === 'PERSON' || mention.kind === 'ROLE' || mention.kind === 'NAME')) return [mention];
    // Cases mark the owner in some languages, which have no word for "of".
    const own = document.language.words.hasGenitiveCase ? mentionIndex.at(at) : undefined;
    if (own?.first === at && (own.kind === 'PERSON' || own.kind === 'ROLE')) return [own];
  }
  return [];
}
