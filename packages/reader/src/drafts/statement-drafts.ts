import type { IndirectSpeech } from '../indirect-speech.ts';
import type { Mention } from '../mentions.ts';
import type { NounPhrase } from '../noun-phrases.ts';
import type { QuotedSpeech } from '../quoted-speech.ts';
import type { SpeakerCandidate } from '../speaker-candidate.ts';
import { coverRanges, type Range } from '../text-index.ts';
import { findToken } from '../tokens.ts';
import { type Draft, type DraftCitation, roundConfidence, toAlternatives, type UnresolvedField } from './draft.ts';
import { type DraftContext, type DraftParty, missing } from './draft-context.ts';

import { findSaidOn } from './said-on.ts';

/** Quoted passages of one statement: a speaker, and words that the attribution interrupts at most. */
interface Group {
  speeches: QuotedSpeech[];
  mode: 'DIRECT' | 'MIXED';
  /** The sentence that a mixed statement consists of. */
  sentence: Range | undefined;
}

const lowestConfidence = 0.25;

/** Proposes a statement for each quotation and each piece of reported speech. */
export function draftStatements(context: DraftContext): Draft[] {
  const groups = groupSpeeches(context);
  const quoted = groups.flatMap((group) => draftQuotation(context, group) ?? []);
  const isTaken = coverRanges(
    groups.flatMap(({ sentence, speeches }) => [
      ...(sentence ? [sentence] : []),
      ...speeches.map(({ passage }) => passage.outer),
    ]),
  );
  const indirect = context.analysis.indirectSpeech
    .filter(({ contents }) => !contents.some(isTaken))
    .flatMap((speech) => draftIndirect(context, speech) ?? []);
  return [...quoted, ...indirect]
    .sort((a, b) => firstOffset(a) - firstOffset(b))
    .map((draft) => ({ ...draft, key: context.nextKey('S') }));
}

const firstOffset = ({ citations }: Draft): number => citations[0]?.spans[0]?.start ?? 0;

function groupSpeeches(context: DraftContext): Group[] {
  const groups: Group[] = [];
  for (const speech of context.analysis.quotedSpeech) {
    const isResumed = resumes(context, groups.at(-1), speech);
    const mode = isResumed ? 'DIRECT' : findMode(context, speech);
    const sentence = mode === 'MIXED' ? context.analysis.document.sentenceAt(speech.passage.outer.start) : undefined;
    const last = groups.at(-1);
    if (
      last &&
      (isResumed ||
        continues(last, speech, mode) ||
        (sentence !== undefined && last.sentence?.start === sentence.start))
    )
      last.speeches.push(speech);
    else groups.push({ speeches: [speech], mode, sentence: sentence && { start: sentence.start, end: sentence.end } });
  }
  return groups;
}

const maxInterruption = 120;

/** “We are ready,” she said, “and we will wait”: one sentence, interrupted by its attribution. */
function resumes(
  { analysis: { document } }: DraftContext,
  group: Group | undefined,
  { passage }: QuotedSpeech,
): boolean {
  const last = group?.mode === 'DIRECT' ? group.speeches.at(-1)?.passage : undefined;
  if (!last || last.paragraph !== passage.paragraph || passage.outer.start - last.outer.end > maxInterruption)
    return false;
  const between = document.text.slice(last.outer.end, passage.outer.start).trim();
  return /,$/.test(document.text.slice(last.start, last.end)) && between.endsWith(',') && !/[.!?;]\s/.test(between);
}

function continues({ speeches, mode }: Group, { passage, speakers }: QuotedSpeech, ownMode: Group['mode']): boolean {
  if (mode !== 'DIRECT' || ownMode !== 'DIRECT' || speakers[0]?.candidate.origin !== 'CARRIED') return false;
  const last = speeches.at(-1)?.passage;
  return passage.isContinued || last?.paragraph === passage.paragraph;
}

/** Quoted words inside a reported sentence make it MIXED: said the West was pulling its “friends and allies” away. */
function findMode({ analysis: { document } }: DraftContext, { passage, speakers }: QuotedSpeech): Group['mode'] {
  if (passage.isContinued) return 'DIRECT';
  const first = document.text.slice(passage.start, passage.start + 2);
  const before = document.token(findToken(document.tokens, passage.outer.start) - 1);
  const paragraph = document.paragraphs[passage.paragraph];
  if (paragraph && paragraph.start === passage.outer.start) return 'DIRECT';
  const isLower = /^\p{Ll}/u.test(first);
  const isIntroduced = before === undefined || /^[,:.;!?—–"”]$/.test(before.text);
  if (!isLower && isIntroduced) return 'DIRECT';
  return isLower || speakers[0]?.candidate.features.includes('UNINTRODUCED') || !isIntroduced ? 'MIXED' : 'DIRECT';
}

function draftQuotation(context: DraftContext, { speeches, mode, sentence }: Group): Draft | undefined {
  const [first] = speeches;
  const best = first?.speakers[0];
  if (!first) return undefined;
  const ranges = sentence ? [sentence] : speeches.map(({ passage }) => passage);
  const passages = speeches.map(({ passage }) => ({ start: passage.start, end: passage.end }));
  return draftStatement(context, {
    mode,
    texts: ranges,
    quoted: passages,
    candidate: best?.candidate,
    probability: best?.probability ?? 0,
    others: first.speakers.slice(1).map(({ candidate }) => candidate),
    addressee: best?.candidate.addressee,
    rule: best ? `quotation/${best.candidate.origin.toLowerCase().replaceAll('_', '-')}` : 'quotation',
  });
}

const indirectConfidence: Readonly<Record<IndirectSpeech['pattern'], number>> = {
  THAT: 0.85,
  CLAUSE: 0.75,
  AFTER: 0.75,
  ACCORDING_TO: 0.8,
};

function draftIndirect(
  context: DraftContext,
  { speaker, contents, cue, addressee, pattern }: IndirectSpeech,
): Draft | undefined {
  const [content] = contents;
  if (!content) return undefined;
  const isBefore = speaker.phrase.start < content.start;
  // "Macron complimented Kazakhstan … and said …": the subject, and the verb with what was said.
  const isNear = isBefore && cue.start - speaker.phrase.end < maxGap;
  const texts = isNear
    ? [{ start: speaker.phrase.start, end: content.end }]
    : isBefore && cue.start < content.start
      ? [speaker.phrase, hull(cue, content)]
      : [hull(hull(content, cue), speaker.phrase)];
  const candidate: SpeakerCandidate = {
    phrase: speaker.phrase,
    mention: speaker.mention,
    cue,
    origin: 'BEFORE',
    features: [],
  };
  return draftStatement(context, {
    ...{
      mode: 'INDIRECT',
      texts,
      quoted: [],
      candidate,
      probability: indirectConfidence[pattern],
      others: [],
      addressee,
    },
    rule: `indirect/${pattern.toLowerCase().replaceAll('_', '-')}`,
    content,
  });
}

/** The length of the adverbs and insertions between a subject and its verb. */
const maxGap = 40;

interface StatementParts {
  mode: 'DIRECT' | 'MIXED' | 'INDIRECT';
  texts: readonly Range[];
  quoted: readonly Range[];
  candidate: SpeakerCandidate | undefined;
  probability: number;
  others: readonly SpeakerCandidate[];
  addressee: NounPhrase | undefined;
  rule: string;
  content?: Range;
}

export function draftStatement(context: DraftContext, parts: StatementParts): Draft | undefined {
  const { mode, texts, quoted, candidate, probability, addressee } = parts;
  const speaker = context.party(candidate?.mention, 'SPEAKER');
  const phrase = candidate && { start: candidate.phrase.start, end: candidate.phrase.end };
  if (mode === 'INDIRECT' && !speaker) return undefined;
  const unresolved: UnresolvedField[] = [];
  if (!speaker)
    unresolved.push(
      missing(
        'speaker',
        phrase && context.span(phrase),
        phrase ? 'No record, or more than one, is meant by these words.' : 'The text does not name the speaker.',
      ),
    );
  const listener = addressee && context.party(context.analysis.mentionIndex.ofPhrase(addressee), 'SPEAKER');
  const isCarried = candidate?.origin === 'CARRIED';
  const citations: DraftCitation[] = [context.cite('text', 'STATED', texts)];
  const said = findSaidOn(context, candidate);
  if (!said) unresolved.push(missing('saidOn', undefined, 'The text has no date. Give the day of publication.'));
  const about = findAbout(context, parts.content ? [parts.content] : quoted.length > 0 ? quoted : texts);
  if (speaker && phrase)
    citations.push(
      context.cite('speaker', isCarried ? 'RESOLVED' : speaker.basis, [
        candidate?.cue ? hull(phrase, candidate.cue) : phrase,
      ]),
    );
  if (listener && listener.key !== speaker?.key && addressee)
    citations.push(context.cite('addressees', isCarried ? 'RESOLVED' : listener.basis, [addressee]));
  if (about.length > 0)
    citations.push(
      context.cite(
        'about',
        'RESOLVED',
        about.map(({ mention }) => mention),
      ),
    );
  citations.push(context.cite('mode', 'STATED', quoted.length > 0 ? quoted : candidate?.cue ? [candidate.cue] : []));
  if (said)
    citations.push({
      ...context.cite(
        'saidOn',
        said.basis === 'RESOLVED' ? 'RESOLVED' : said.basis === 'STATED' ? 'STATED' : 'INFERRED',
        said.ranges,
      ),
    });
  const text = texts.map((range) => context.words(range)).join(' ');
  const speakerName = speaker?.name ?? (phrase ? context.words(phrase) : 'Someone');
  return {
    noun: 'statement',
    key: '',
    fields: {
      summary: summarize(
        speakerName,
        listener?.name,
        mode,
        quoted.length > 0 && mode === 'DIRECT'
          ? quoted.map((range) => context.words(range)).join(' ')
          : parts.content
            ? context.words(parts.content)
            : text,
      ),
      ...(speaker && { speaker: context.use(speaker) }),
      ...(speaker?.term && { speakerTerm: speaker.term.key }),
      ...(listener && listener.key !== speaker?.key && { addressees: [context.use(listener)] }),
      ...(about.length > 0 && { about: [...new Set(about.map(({ party }) => context.use(party)))] }),
      mode,
      ...(said && { saidOn: said.value }),
      text,
      language: context.analysis.document.language.words.code,
    },
    citations,
    rule: parts.rule,
    confidence: roundConfidence(speaker ? probability : Math.min(probability, lowestConfidence)),
    alternatives: [...toAlternatives('speaker', speaker?.others ?? []), ...listOthers(context, speaker, parts.others)],
    unresolved,
    requires: [],
  };
}

/** Other people in the text who may be the speaker. */
function listOthers(context: DraftContext, speaker: DraftParty | undefined, others: readonly SpeakerCandidate[]) {
  const seen = new Set([speaker?.key]);
  return others.flatMap(({ mention, origin }) => {
    const party = context.party(mention, 'SPEAKER');
    if (!party || seen.has(party.key) || seen.size > 3) return [];
    seen.add(party.key);
    return [
      {
        field: 'speaker',
        key: party.key,
        name: party.name,
        score: 0,
        reason: `named nearby (${origin.toLowerCase()})`,
      },
    ];
  });
}

const hull = (a: Range, b: Range): Range => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });

function findAbout(context: DraftContext, ranges: readonly Range[]): { mention: Mention; party: DraftParty }[] {
  const found = new Map<string, { mention: Mention; party: DraftParty }>();
  for (const range of ranges) {
    const { tokens } = context.analysis.document;
    const first = findToken(tokens, range.start);
    for (const mention of context.mentionsBetween(first, findToken(tokens, range.end))) {
      if (mention.kind !== 'PLACE' || mention.place?.form === 'DEMONYM' || mention.place?.form === 'REGION') continue;
      const party = context.party(mention);
      if (party && !found.has(party.key)) found.set(party.key, { mention, party });
    }
  }
  return [...found.values()];
}

const maxSummaryWords = 160;

function summarize(speaker: string, listener: string | undefined, mode: string, text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const cut =
    plain.length > maxSummaryWords
      ? `${plain.slice(0, plain.lastIndexOf(' ', maxSummaryWords)).toWellFormed()} …`
      : plain;
  if (mode === 'MIXED') return cut;
  const head = `${speaker} ${listener ? `told ${listener}` : 'said'}`;
  if (mode === 'DIRECT') return `${head}: “${cut.replace(/[,.]$/, '')}”`;
  return cut.startsWith('that ') ? `${head} ${cut}` : `${head}: ${cut}`;
}
