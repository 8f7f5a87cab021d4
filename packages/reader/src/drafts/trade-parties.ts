import { findSubjects } from '../clauses.ts';
import type { Sentence } from '../document.ts';
import type { Mention } from '../mentions.ts';
import type { Range } from '../text-index.ts';
import { isPossessive } from '../tokens.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';

/** The parties of a trade link, each with the words that name it. */
export type Role = 'suppliers' | 'buyers' | 'partners' | 'endpoints' | 'via' | 'bypassed' | 'replaced';
export interface Link {
  kind: 'SUPPLY' | 'ROUTE' | 'JOINT_VENTURE' | 'PARTNERSHIP';
  status: 'ACTIVE' | 'PLEDGE' | 'COMMITMENT' | 'WINDING_DOWN';
  kindRange: Range;
  statusRange: Range;
  parties: { role: Role; party: DraftParty; range: Range; isResolved?: boolean }[];
  commodity?: Range | undefined;
  voice?: DraftParty | undefined;
  rule: string;
}

export const partiesOf = (
  context: DraftContext,
  mentions: readonly Mention[],
  role: Role,
  as: 'PARTY' | 'COMPANY' = 'PARTY',
) =>
  mentions.flatMap((mention) => {
    const party = context.party(mention, as);
    return party && party.kind !== 'PERSON' ? [{ role, party, range: { start: mention.start, end: mention.end } }] : [];
  });

/** The copula before a predicate: "is a major exporter", "has emerged as a supplier". */
function findCopula({ analysis: { document } }: DraftContext, sentence: Sentence, at: number): number | undefined {
  for (let before = at - 1; before > sentence.first; before -= 1)
    if (
      document.language.trade.copulas.has(document.token(before)?.lower ?? '') &&
      document.passageOfToken[before] === -1
    )
      return before;
  return undefined;
}

export function findPredicateSubjects(
  context: DraftContext,
  sentence: Sentence,
  at: number,
): { subjects: Mention[]; from: number } | undefined {
  const { document, mentionIndex } = context.analysis;
  let start = at;
  while (
    start > sentence.first &&
    document.token(start - 1)?.kind === 'WORD' &&
    !document.language.determiners.has(document.token(start)?.lower ?? '') &&
    at - start < 6
  )
    start -= 1;
  const before = mentionIndex.at(start - 2);
  // "Kazakhstan, a major exporter of uranium, …"
  if (
    document.token(start - 1)?.text === ',' &&
    before?.last === start - 1 &&
    before.kind === 'PLACE' &&
    document.language.determiners.has(document.token(start)?.lower ?? '')
  )
    return { subjects: [before], from: start };
  const copula = findCopula(context, sentence, at);
  if (copula === undefined) return undefined;
  const subjects = findSubjects(document, mentionIndex, copula, sentence.first);
  return subjects.length > 0 ? { subjects, from: copula } : undefined;
}

/** The parties that begin at a token: "European nations", "France and Germany". */
export function readParties(context: DraftContext, from: number, sentence: Sentence, role: Role) {
  const { mentionIndex, document } = context.analysis;
  const at =
    document.language.articles.has(document.token(from)?.lower ?? '') && mentionIndex.at(from) === undefined
      ? from + 1
      : from;
  const mention = mentionIndex.at(at);
  if (
    mention?.first !== at ||
    mention.kind !== 'PLACE' ||
    mention.place?.form === 'DEMONYM' ||
    isPossessive(document.token(mention.last)) ||
    at >= sentence.last
  )
    return [];
  const more = document.language.is('AND', document.token(mention.last))
    ? mentionIndex.at(mention.last + 1)
    : undefined;
  const list =
    more &&
    more.kind === 'PLACE' &&
    more.place?.form !== 'DEMONYM' &&
    more.first === mention.last + 1 &&
    !isPossessive(document.token(more.last))
      ? [mention, more]
      : [mention];
  return partiesOf(context, list, role);
}

export function findBack(
  { analysis: { document } }: DraftContext,
  { first }: Sentence,
  at: number,
  words: ReadonlySet<string>,
): number | undefined {
  for (let before = at - 1; before > Math.max(first, at - 12); before -= 1)
    if (words.has(document.token(before)?.lower ?? '')) return before;
  return undefined;
}

export function findPhrase(
  { analysis: { document } }: DraftContext,
  from: number,
  to: number,
  phrases: { match(tokens: typeof document.tokens, at: number): { length: number } | undefined },
): Range | undefined {
  for (let at = to - 1; at >= from; at -= 1) {
    const match = phrases.match(document.tokens, at);
    if (match) return document.rangeOfTokens(at, at + match.length);
  }
  return undefined;
}
