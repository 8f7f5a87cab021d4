import { analyzeText, type Draft, type Register, readText } from '@chancery/reader';
import { findDates, resolveDate } from '../../packages/reader/src/dates.ts';
import { overlap, type Range, Score } from './annotations.ts';
import type { StandoffText } from './read-standoff.ts';

export interface StandoffScores {
  texts: number;
  quotations: Score;
  speakers: Score;
  /** Speakers whom the register holds, by key. */
  resolved: Score;
  visits: Score;
  /** Of the visits that were found, those with the labelled status, and with the labelled first day. */
  visitStatuses: Score;
  visitDates: Score;
  ties: Score;
  dates: Score;
  misses: string[];
}

/** Compares what the reader proposes with the labels of the gold set. */
export async function scoreStandoff(texts: Iterable<StandoffText>, register: Register): Promise<StandoffScores> {
  const scores: StandoffScores = {
    ...{ texts: 0, quotations: new Score(), speakers: new Score(), resolved: new Score() },
    ...{ visits: new Score(), visitStatuses: new Score(), visitDates: new Score() },
    ...{ ties: new Score(), dates: new Score(), misses: [] },
  };
  for (const text of texts) await scoreText(text, register, scores);
  return scores;
}

async function scoreText({ text, labels }: StandoffText, register: Register, scores: StandoffScores): Promise<void> {
  const { name, language, publishedOn, quotations, unscored } = labels;
  scores.texts += 1;
  const { quotedSpeech, document } = analyzeText(text, language);
  const { drafts } = await readText({ text, language, publishedOn, sourceKey: name, register });
  const show = ({ start, end }: Range): string => JSON.stringify(text.slice(start, Math.min(end, start + 80)));
  for (const quotation of quotations) {
    scores.quotations.expected += 1;
    const found = quotedSpeech.find(({ passage }) => isSame(passage, quotation));
    if (!found) {
      scores.misses.push(`MISSED ${name} ${show(quotation)}`);
      continue;
    }
    scores.quotations.found += 1;
    const best = found.speakers[0]?.candidate.phrase;
    scores.speakers.expected += 1;
    if (best && quotation.speakers.some((speaker) => overlap(speaker, best) > 0)) scores.speakers.found += 1;
    else
      scores.misses.push(
        `SPEAKER ${name} ${show(quotation)}: ${quotation.speakers.map(show).join(', ')}, not ${best ? show(best) : 'anyone'} ${found.speakers[0]?.candidate.features.join(' ')}`,
      );
  }
  for (const { passage } of quotedSpeech) {
    if (unscored.some((range) => overlap(range, passage) > 0)) continue;
    scores.quotations.proposed += 1;
    if (quotations.some((quotation) => isSame(passage, quotation))) scores.quotations.correct += 1;
    else scores.misses.push(`EXTRA ${name} ${show(passage)}`);
  }
  const points = [...text];
  const toUnit = (point: number): number => points.slice(0, point).join('').length;
  for (const { speaker, ...range } of quotations) {
    if (speaker === undefined) continue;
    scores.resolved.expected += 1;
    const draft = drafts.find(
      ({ noun, citations }) =>
        noun === 'statement' &&
        citations.some(
          ({ field, spans }) =>
            field === 'mode' &&
            spans.some(({ start, end }) => isSame({ start: toUnit(start), end: toUnit(end) }, range)),
        ),
    );
    if (draft?.fields.speaker === speaker) scores.resolved.found += 1;
    else scores.misses.push(`PERSON ${name} ${show(range)}: ${speaker}, not ${String(draft?.fields.speaker)}`);
  }
  scoreVisits(labels, drafts, toUnit, scores);
  scoreTies(labels, drafts, scores);
  const dates = findDates(document);
  for (const { direction = 'PAST', edtf, ...range } of labels.dates) {
    scores.dates.expected += 1;
    const found = dates.find((date) => overlap(date, range) > 0);
    const resolved = found && resolveDate(found.meaning, publishedOn, direction)?.edtf;
    if (resolved === edtf) scores.dates.found += 1;
    else scores.misses.push(`DATE ${name} ${show(range)}: ${edtf}, not ${resolved}`);
  }
}

/** A visit is right if its traveller, its host and its words are those of a label, or its traveller, host and first day. */
function scoreVisits(
  { name, visits }: StandoffText['labels'],
  drafts: readonly Draft[],
  toUnit: (point: number) => number,
  { visits: score, visitStatuses, visitDates, misses }: StandoffScores,
): void {
  const proposed = drafts.flatMap(({ noun, fields, citations }) =>
    noun === 'visit'
      ? (fields.travellers as { person: string }[]).map(({ person }) => ({
          ...{ traveller: person, host: String(fields.host), status: String(fields.status) },
          start: (fields.start as { edtf: string } | undefined)?.edtf,
          spans: citations
            .filter(({ field }) => field === 'host')
            .flatMap(({ spans }) => spans.map(({ start, end }) => ({ start: toUnit(start), end: toUnit(end) }))),
        }))
      : [],
  );
  score.proposed += proposed.length;
  const taken = new Set<(typeof proposed)[number]>();
  for (const label of visits) {
    score.expected += 1;
    const found = proposed.find(
      (one) =>
        !taken.has(one) &&
        one.traveller === label.traveller &&
        one.host === label.host &&
        (one.start === label.start || one.spans.some((span) => overlap(span, label.span) > 0)),
    );
    const description = `${label.traveller} ${label.host} ${label.status} ${label.start}`;
    if (!found) {
      misses.push(`VISIT missed ${name}: ${description}`);
      continue;
    }
    taken.add(found);
    score.found += 1;
    score.correct += 1;
    for (const one of [visitStatuses, visitDates]) one.expected += 1;
    if (found.status === label.status) visitStatuses.found += 1;
    if (found.start === label.start) visitDates.found += 1;
    if (found.status !== label.status || found.start !== label.start)
      misses.push(`VISIT differs ${name}: ${description}, not ${found.status} ${found.start}`);
  }
  for (const one of proposed)
    if (!taken.has(one)) misses.push(`VISIT extra ${name}: ${one.traveller} ${one.host} ${one.status} ${one.start}`);
}

function scoreTies(
  { name, ties }: StandoffText['labels'],
  drafts: readonly Draft[],
  { ties: score, misses }: StandoffScores,
): void {
  const expected = ties.map(({ kind, parties }) => `${kind} ${parties.toSorted().join(' ')}`);
  const proposed = drafts.flatMap(({ noun, fields }) =>
    noun === 'trade-link'
      ? [
          `${String(fields.kind)} ${['suppliers', 'buyers', 'partners', 'endpoints', 'via']
            .flatMap((role) => (fields[role] as string[] | undefined) ?? [])
            .toSorted()
            .join(' ')}`,
        ]
      : [],
  );
  score.expected += expected.length;
  score.proposed += proposed.length;
  score.found += expected.filter((one) => proposed.includes(one)).length;
  score.correct += proposed.filter((one) => expected.includes(one)).length;
  for (const one of expected) if (!proposed.includes(one)) misses.push(`TIE missed ${name}: ${one}`);
  for (const one of proposed) if (!expected.includes(one)) misses.push(`TIE extra ${name}: ${one}`);
}

/** Whether two passages are the same, apart from marks and spaces at their ends. */
const isSame = (a: Range, b: Range): boolean => Math.abs(a.start - b.start) <= 2 && Math.abs(a.end - b.end) <= 2;
