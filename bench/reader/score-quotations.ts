import { analyzeText } from '@chancery/reader';
import { type Attribution, type LabelledText, overlap, type Range, Score } from './annotations.ts';

export interface QuotationScores {
  texts: number;
  passages: Score;
  longPassages: Score;
  speakers: Score;
  /** The speaker is among the candidates. */
  candidates: Score;
  indirect: Score;
  indirectSources: Score;
  misses: string[];
}

const longPassage = 5;

/** Compares what the reader finds with the labels of a text. */
export function scoreQuotations(
  texts: Iterable<LabelledText>,
  language: string,
  weights?: Readonly<Record<string, number>>,
): QuotationScores {
  const scores: QuotationScores = {
    texts: 0,
    passages: new Score(),
    longPassages: new Score(),
    speakers: new Score(),
    candidates: new Score(),
    indirect: new Score(),
    indirectSources: new Score(),
    misses: [],
  };
  for (const labelled of texts) scoreText(labelled, language, weights, scores);
  return scores;
}

function scoreText(
  { name, text, attributions }: LabelledText,
  language: string,
  weights: Readonly<Record<string, number>> | undefined,
  scores: QuotationScores,
): void {
  scores.texts += 1;
  const { quotedSpeech, indirectSpeech } = analyzeText(text, language, weights);
  const expected = listQuotedPassages(text, attributions);
  const note = (kind: string, range: Range, more = ''): void =>
    void scores.misses.push(
      `${kind} ${name}:${range.start} ${JSON.stringify(text.slice(range.start, range.end).slice(0, 100))} ${more}`,
    );
  for (const passage of expected) {
    const words = passage.words;
    const found = quotedSpeech.find(({ passage: own }) => isSame(own, passage));
    for (const score of words >= longPassage ? [scores.passages, scores.longPassages] : [scores.passages]) {
      score.expected += 1;
      if (found) score.found += 1;
    }
    if (!found) {
      note(
        'MISSED',
        passage,
        `context: ${JSON.stringify(text.slice(Math.max(0, passage.start - 80), passage.end + 60))}`,
      );
      continue;
    }
    const { sources } = passage.attribution;
    if (sources.length === 0) continue;
    const isSource = (phrase: Range): boolean => sources.some((source) => overlap(source, phrase) > 0);
    scores.speakers.expected += 1;
    scores.candidates.expected += 1;
    if (found.speakers.some(({ candidate }) => isSource(candidate.phrase))) scores.candidates.found += 1;
    const best = found.speakers[0]?.candidate;
    if (best && isSource(best.phrase)) scores.speakers.found += 1;
    else {
      const label = sources.map(({ start, end }) => text.slice(start, end)).join(' / ');
      note(
        'SPEAKER',
        passage,
        `said by ${label}, not ${best ? `${text.slice(best.phrase.start, best.phrase.end)} (${best.features.join(' ')})` : 'anyone'}; context: ${JSON.stringify(text.slice(Math.max(0, passage.start - 150), passage.start))} … ${JSON.stringify(text.slice(passage.end, passage.end + 100))}`,
      );
    }
  }
  for (const speech of quotedSpeech) {
    const { start, end } = speech.passage;
    // The labels are read in double marks only; a passage in single marks is right if it is part of a labelled content.
    const isSingle = /['‘]/.test(text[speech.passage.outer.start] ?? '');
    const isExpected = isSingle
      ? attributions.some(({ contents }) =>
          contents.some((content) => overlap(content, { start, end }) * 2 > end - start),
        )
      : expected.some((passage) => isSame(speech.passage, passage));
    for (const score of speech.words >= longPassage ? [scores.passages, scores.longPassages] : [scores.passages]) {
      score.proposed += 1;
      if (isExpected) score.correct += 1;
    }
    if (!isExpected)
      note(
        'EXTRA',
        speech.passage,
        `context: ${JSON.stringify(text.slice(Math.max(0, speech.passage.start - 80), speech.passage.end + 60))}`,
      );
  }
  for (const speech of indirectSpeech) {
    scores.indirect.proposed += 1;
    const match = attributions.find(({ contents }) => isMostly(contents, speech.contents));
    if (match) {
      scores.indirect.correct += 1;
      if (match.sources.length > 0) {
        scores.indirectSources.proposed += 1;
        const best = speech.speaker;
        if (match.sources.some((source) => overlap(source, best.phrase) > 0)) scores.indirectSources.correct += 1;
        else note('SOURCE', best.phrase, text.slice(best.phrase.start - 40, best.phrase.end + 80));
      }
    } else
      note(
        'INDIRECT',
        speech.contents[0] ?? { start: 0, end: 0 },
        `context: ${JSON.stringify(text.slice(Math.max(0, (speech.contents[0]?.start ?? 0) - 80), (speech.contents[0]?.end ?? 0) + 30))}`,
      );
  }
  for (const { contents, sources } of attributions) {
    if (sources.length === 0 || contents.some(({ start, end }) => /["“”]/.test(text.slice(start, end)))) continue;
    scores.indirect.expected += 1;
    if (indirectSpeech.some((speech) => isMostly(contents, speech.contents))) scores.indirect.found += 1;
  }
}

const total = (ranges: readonly Range[]): number => ranges.reduce((sum, { start, end }) => sum + end - start, 0);
const shared = (a: readonly Range[], b: readonly Range[]): number =>
  a.reduce((sum, one) => sum + b.reduce((part, other) => part + overlap(one, other), 0), 0);
const isMostly = (a: readonly Range[], b: readonly Range[]): boolean =>
  shared(a, b) * 2 >= Math.max(total(a), total(b));

interface ExpectedPassage extends Range {
  attribution: Attribution;
  words: number;
}

/**
 * The passages between double quotation marks that are at least half labelled as contents. The marks of each paragraph are
 * paired in order: labels may leave out marks, or split a passage in which someone else is quoted.
 */
export function listQuotedPassages(text: string, attributions: readonly Attribution[]): ExpectedPassage[] {
  return pairMarks(text).flatMap((passage) => {
    const labelled = attributions
      .map((attribution) => ({ attribution, covered: shared(attribution.contents, [passage]) }))
      .filter(({ covered }) => covered > 0)
      .sort((a, b) => b.covered - a.covered);
    const covered = labelled.reduce((sum, one) => sum + one.covered, 0);
    const words = countPlainWords(text.slice(passage.start, passage.end));
    const [best] = labelled;
    return best && words > 0 && covered * 2 >= passage.end - passage.start
      ? [{ ...passage, words, attribution: best.attribution }]
      : [];
  });
}

/** The outermost passages between double quotation marks. One that is not closed ends with its paragraph. */
function pairMarks(text: string): Range[] {
  const passages: Range[] = [];
  let paragraph = 0;
  for (const line of text.split('\n')) {
    let start: number | undefined;
    let depth = 0;
    for (const { 0: mark, index } of line.matchAll(/["“”]/g)) {
      const at = paragraph + index;
      const isOpening = mark === '“' || (mark === '"' && start === undefined);
      if (isOpening) {
        start ??= at + 1;
        depth += 1;
      } else if (start !== undefined) {
        depth -= 1;
        if (depth > 0) continue;
        passages.push({ start, end: at });
        start = undefined;
      }
    }
    if (start !== undefined) passages.push({ start, end: paragraph + line.trimEnd().length });
    paragraph += line.length + 1;
  }
  return passages;
}

const countPlainWords = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;

/** Whether two passages are the same, apart from marks and spaces at their ends. */
const isSame = (a: Range, b: Range): boolean => Math.abs(a.start - b.start) <= 2 && Math.abs(a.end - b.end) <= 2;
