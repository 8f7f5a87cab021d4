import { findSubjects } from '../clauses.ts';
import type { Sentence } from '../document.ts';
import type { Stance } from '../languages/types.ts';
import type { Mention } from '../mentions.ts';
import type { Range } from '../text-index.ts';
import { isPossessive } from '../tokens.ts';
import { type Draft, toAlternatives } from './draft.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';

interface Stated {
  holder: { mention: Mention; party: DraftParty };
  stance: Stance;
  label: Range;
  topic: { range: Range; words: string } | undefined;
  /** The words from the verb to the end of the clause. */
  clause: Range;
  toward: { party: DraftParty; range: Range }[];
  statedBy: DraftParty | undefined;
  rule: string;
}

/** Proposes the positions of countries and groups that clauses state in so many words. */
export function draftPositions(context: DraftContext): Draft[] {
  if (!context.dateline) return [];
  const { document } = context.analysis;
  const seen = new Set<string>();
  return document.sentences
    .flatMap((sentence) => [...listPositions(context, sentence)])
    .flatMap((position) => {
      const identity = JSON.stringify([
        position.holder.party.key,
        position.stance,
        position.toward.map(({ party }) => party.key),
        position.topic?.words.toLowerCase(),
      ]);
      if (seen.has(identity)) return [];
      seen.add(identity);
      return [toDraft(context, position)];
    });
}

function* listPositions(context: DraftContext, sentence: Sentence): Iterable<Stated> {
  const { document } = context.analysis;
  for (let at = sentence.first; at < sentence.last; at += 1) {
    if (document.passageOfToken[at] !== -1) continue;
    if (document.language.callVerbs.has(document.token(at)?.lower ?? '')) yield* readPartner(context, sentence, at);
    const match = document.language.stances.match(document.tokens, at);
    if (!match) continue;
    yield* readStance(context, sentence, at, match.length, match.value);
    at += match.length - 1;
  }
}

function* readStance(
  context: DraftContext,
  sentence: Sentence,
  at: number,
  length: number,
  stance: Stance,
): Iterable<Stated> {
  const { document } = context.analysis;
  const { language } = document;
  const before = document.token(at - 1);
  if (language.is('DENIAL', before) || language.is('POSSIBILITY', before) || language.is('INFINITIVE', before)) return;
  const { holders, statedBy } = findHolders(context, sentence, at);
  if (holders.length === 0) return;
  const start = findLabelStart(context, at, sentence);
  // "pledged to abide by": the verb belongs to the label.
  const object = stance === 'COMMITS' ? skipVerb(context, at + length) : at + length;
  const whole = readTopic(context, object, sentence);
  if (!whole) return;
  // "side with Moscow on Ukraine": the subject comes after "on".
  const topic = stance === 'NEUTRAL' ? readSubjectOf(context, whole) : whole;
  const label = { start: document.token(start)?.start ?? 0, end: document.token(object - 1)?.end ?? 0 };
  const toward = findToward(context, whole.first, stance === 'NEUTRAL' && topic ? topic.first : whole.last);
  for (const holder of holders)
    yield {
      holder,
      stance,
      label,
      clause: { start: label.start, end: whole.end },
      topic: topic && { range: topic, words: context.words(topic) },
      toward,
      statedBy,
      rule: `position/${stance.toLowerCase()}`,
    };
}

function findHolders(context: DraftContext, sentence: Sentence, at: number) {
  const { document, mentionIndex } = context.analysis;
  // "complimented Kazakhstan for refusing": the position of the object, as the subject states it.
  const object = document.language.is('OF', document.token(at - 1)) ? mentionIndex.at(at - 2) : undefined;
  if (object?.last === at - 1) {
    let verb = object.first - 1;
    while (
      verb > sentence.first &&
      object.first - verb < 4 &&
      !document.language.cues.has(document.token(verb)?.lower ?? '')
    )
      verb -= 1;
    const [subject] = findSubjects(document, mentionIndex, verb, sentence.first);
    const statedBy = context.party(subject, 'SPEAKER');
    return { holders: toHolders(context, [object]), statedBy };
  }
  return { holders: toHolders(context, findSubjects(document, mentionIndex, at, sentence.first)), statedBy: undefined };
}

const toHolders = (context: DraftContext, mentions: readonly Mention[]) =>
  mentions.flatMap((mention) => {
    const party = mention.kind === 'PLACE' && mention.place?.form !== 'REGION' ? context.party(mention) : undefined;
    return party && (party.kind === 'COUNTRY' || party.kind === 'GROUP') ? [{ mention, party }] : [];
  });

function findLabelStart({ analysis: { document } }: DraftContext, at: number, { first }: Sentence): number {
  let start = at;
  while (
    start > first &&
    (document.language.auxiliaries.has(document.token(start - 1)?.lower ?? '') ||
      document.language.adverbs.has(document.token(start - 1)?.lower ?? ''))
  )
    start -= 1;
  return start;
}

/** Past a verb and its preposition: "abide by". */
function skipVerb({ analysis: { document } }: DraftContext, at: number): number {
  return document.language.prepositions.has(document.token(at + 1)?.lower ?? '') ? at + 2 : at + 1;
}

const maxTopicTokens = 16;

/** The words up to the end of the clause. */
function readTopic(
  { analysis: { document } }: DraftContext,
  from: number,
  sentence: Sentence,
): (Range & { first: number; last: number }) | undefined {
  const { tokens, language } = document;
  let last = from;
  while (last < sentence.last && last - from < maxTopicTokens) {
    const token = tokens[last];
    if (!token || (token.kind === 'MARK' && token.text !== '-') || document.passageOfToken[last] !== -1) break;
    const next = tokens[last + 1];
    if (
      language.auxiliaries.has(token.lower) ||
      language.complementizers.has(token.lower) ||
      language.relatives.has(token.lower) ||
      language.is('JOINER', token)
    )
      break;
    if (
      language.conjunctions.has(token.lower) &&
      next &&
      (language.auxiliaries.has(next.lower) ||
        language.cues.has(next.lower) ||
        language.stances.match(tokens, last + 1))
    )
      break;
    last += 1;
  }
  while (
    last > from &&
    (language.prepositions.has(tokens[last - 1]?.lower ?? '') ||
      language.conjunctions.has(tokens[last - 1]?.lower ?? '') ||
      language.determiners.has(tokens[last - 1]?.lower ?? ''))
  )
    last -= 1;
  let first = from;
  while (
    first < last &&
    language.articles.has(tokens[first]?.lower ?? '') &&
    document.language.places.match(tokens, first) === undefined
  )
    first += 1;
  return last - first < 1 ? undefined : { first, last, ...document.rangeOfTokens(first, last) };
}

function readSubjectOf({ analysis: { document } }: DraftContext, { first, last }: { first: number; last: number }) {
  for (let at = first; at < last - 1; at += 1)
    if (document.language.is('ABOUT', document.token(at))) {
      const start = document.language.articles.has(document.token(at + 1)?.lower ?? '') ? at + 2 : at + 1;
      return { first: start, last, ...document.rangeOfTokens(start, last) };
    }
  return undefined;
}

/** "Russia’s annexation …", "sanctions against Moscow": the power that the stance concerns. */
function findToward(context: DraftContext, first: number, last: number): Stated['toward'] {
  const { document } = context.analysis;
  const mentions = context
    .mentionsBetween(first, last)
    .filter(({ kind, place }) => kind === 'PLACE' && place?.form !== 'REGION');
  const against = mentions.find((mention) => document.language.is('AGAINST', document.token(mention.first - 1)));
  const owner = mentions.find((mention) => isPossessive(document.token(mention.last)));
  const chosen = against ?? owner ?? mentions.find(({ first: at, place }) => at === first && place?.form !== 'DEMONYM');
  const party = context.party(chosen);
  return chosen && party && party.kind !== 'PERSON' ? [{ party, range: { start: chosen.start, end: chosen.end } }] : [];
}

/** "calling both Russia and Western nations such as France their strategic partners" */
function* readPartner(context: DraftContext, sentence: Sentence, at: number): Iterable<Stated> {
  const { document, mentionIndex } = context.analysis;
  let end = at + 1;
  while (end < Math.min(sentence.last, at + 22) && !document.language.partners.match(document.tokens, end)) end += 1;
  const match = document.language.partners.match(document.tokens, end);
  if (!match || end >= sentence.last) return;
  const holders = toHolders(context, findSubjects(document, mentionIndex, at, sentence.first));
  const phrases = document.rangeOfTokens(end, end + match.length);
  for (const holder of holders)
    for (const parties of listPartners(context, at + 1, end))
      yield {
        ...{
          holder,
          stance: 'PARTNER' as const,
          label: phrases,
          clause: phrases,
          toward: parties,
          statedBy: undefined,
          rule: 'position/partner',
        },
        topic: { range: phrases, words: toPartnership(context, end, end + match.length) },
      };
}

/** "their strategic partners" is the topic "strategic partnership". */
function toPartnership({ analysis: { document } }: DraftContext, first: number, last: number): string {
  const words = [];
  for (let at = first; at < last; at += 1) {
    const { lower = '' } = document.token(at) ?? {};
    if (!document.language.determiners.has(lower)) words.push(lower.replace(/s$/, ''));
  }
  return `${words.join(' ')}ship`;
}

/** Each partner, with those that are its examples: "Western nations such as France". */
function listPartners(context: DraftContext, first: number, last: number) {
  const { document } = context.analysis;
  const groups: Stated['toward'][] = [];
  for (const mention of context.mentionsBetween(first, last)) {
    const party = mention.kind === 'PLACE' && mention.place?.form !== 'DEMONYM' ? context.party(mention) : undefined;
    if (!party || isPossessive(document.token(mention.last))) continue;
    const item = { party, range: { start: mention.start, end: mention.end } };
    const isExample = document.language.is('EXAMPLE', document.token(mention.first - 1));
    const previous = groups.at(-1);
    if (isExample && previous) previous.push(item);
    else groups.push([item]);
  }
  return groups;
}

function toDraft(
  context: DraftContext,
  { holder, stance, label, clause, topic, toward, statedBy, rule }: Stated,
): Draft {
  const words = context.words(label);
  return {
    noun: 'position',
    key: context.nextKey('P'),
    fields: {
      summary: `${holder.party.name}: ${context.words(clause)}${stance === 'PARTNER' ? ` (${toward.map(({ party }) => party.name).join(', ')})` : ''}.`,
      at: context.dateline?.day,
      holder: context.use(holder.party),
      stance,
      ...(toward.length > 0 && { toward: [...new Set(toward.map(({ party }) => context.use(party)))] }),
      ...(topic && { topic: context.subject('topic', topic.words) }),
      label: words,
      ...(statedBy && { statedBy: context.use(statedBy) }),
    },
    citations: [
      context.cite('holder', holder.party.basis, [holder.mention]),
      context.cite('stance', 'STATED', [label]),
      ...(toward.length > 0
        ? [
            context.cite(
              'toward',
              toward.some(({ party }) => party.basis === 'RESOLVED') ? 'RESOLVED' : 'STATED',
              toward.map(({ range }) => range),
            ),
          ]
        : []),
      ...(topic ? [context.cite('topic', 'STATED', [topic.range])] : []),
      context.cite('label', 'STATED', [label]),
    ],
    rule,
    confidence: 0.75,
    alternatives: toAlternatives('holder', holder.party.others),
    unresolved: [],
    requires: [],
  };
}
