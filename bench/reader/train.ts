import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyzeText } from '@chancery/reader';
import { overlap, type Range } from './annotations.ts';
import { readLitbank } from './read-litbank.ts';
import { readStandoff } from './read-standoff.ts';

type Weights = Readonly<Record<string, number>>;

/** The candidates of a quotation, by their features, and which of them name the speaker. */
interface Example {
  candidates: { features: readonly string[]; isSpeaker: boolean }[];
  /** News counts for more than novels, of which there are more. */
  weight: number;
}

const rounds = 120;
const learningRate = 0.5;
const folds = 5;
const newsWeight = 5;
/** How strongly the weights may be drawn to those that they start from. Cross-validation on the news chooses one. */
const strengths = [300, 100, 30, 10, 3, 1];

const toPath = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const weightsFile = toPath('../../packages/reader/src/data/speaker-weights.json');
const [litbank, texts] = process.argv.slice(2);
if (litbank === undefined || texts === undefined) {
  console.error(
    'Usage: node bench/reader/train.ts <LitBank folder> <folder with the texts of the gold set>. Writes the weights of packages/reader.',
  );
  process.exit(2);
}
if (!existsSync(litbank) || !existsSync(texts)) {
  console.log(`Skipped: there is no folder ${existsSync(litbank) ? texts : litbank}.`);
  process.exit(0);
}
const prior = JSON.parse(readFileSync(toPath('./prior-weights.json'), 'utf8')) as Record<string, number>;
const novels = [...readLitbank(litbank)].flatMap(({ text, quotations }) => listExamples(text, 'en', quotations, false));
const news = [...readStandoff(toPath('./gold/wikinews.jsonl'), texts, console.log)].flatMap(({ text, labels }) =>
  listExamples(
    text,
    labels.language,
    labels.quotations.map(({ start, end, speakers }) => ({ range: { start, end }, speakers })),
    true,
  ),
);
console.log(`${novels.length} quotations of novels, ${news.length} of news`);
console.log(`set by hand: novels ${share(novels, prior)}, news ${share(news, prior)}`);
let best: { strength: number; likelihood: number } | undefined;
for (const strength of strengths) {
  const { likelihood, right } = validate(strength);
  console.log(`strength ${strength}: news in ${folds} folds ${right} right, log-likelihood ${likelihood.toFixed(3)}`);
  if (!best || likelihood > best.likelihood) best = { strength, likelihood };
}
const weights = train([...novels, ...news], best?.strength ?? 1);
console.log(`strength ${best?.strength}: novels ${share(novels, weights)}, news ${share(news, weights)}`);
const sorted = Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(weightsFile, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);

function listExamples(
  text: string,
  language: string,
  quotations: readonly { range: Range; speakers: readonly Range[] }[],
  isNews: boolean,
): Example[] {
  const { quotedSpeech } = analyzeText(text, language, prior);
  return quotedSpeech.flatMap(({ passage, speakers }) => {
    const quotation = quotations.find(
      ({ range }) => Math.abs(range.start - passage.outer.start) <= 1 || Math.abs(range.start - passage.start) <= 2,
    );
    if (!quotation || quotation.speakers.length === 0) return [];
    const candidates = speakers.map(({ candidate }) => ({
      features: candidate.features,
      isSpeaker: quotation.speakers.some((speaker) => overlap(speaker, candidate.phrase) > 0),
    }));
    const weight = isNews ? newsWeight : 1;
    return candidates.some(({ isSpeaker }) => isSpeaker) ? [{ candidates, weight }] : [];
  });
}

/** How probable the right speakers of news are that the weights were not learned from. */
function validate(strength: number): { likelihood: number; right: string } {
  let likelihood = 0;
  let right = 0;
  for (let fold = 0; fold < folds; fold += 1) {
    const held = news.filter((_example, index) => index % folds === fold);
    const learned = train([...novels, ...news.filter((_example, index) => index % folds !== fold)], strength);
    for (const { candidates } of held) {
      const probabilities = softmax(candidates.map(({ features }) => score(features, learned)));
      const correct = candidates.reduce(
        (sum, { isSpeaker }, at) => sum + (isSpeaker ? (probabilities[at] ?? 0) : 0),
        0,
      );
      likelihood += Math.log(Math.max(correct, 1e-9)) / news.length;
    }
    right += countRight(held, learned);
  }
  return { likelihood, right: `${((100 * right) / news.length).toFixed(1)} %` };
}

/**
 * Maximizes the probability that a candidate that names the speaker is chosen, less the distance from the prior, by
 * gradient ascent with a step for each feature (Adagrad).
 */
function train(all: readonly Example[], strength: number): Record<string, number> {
  const learned: Record<string, number> = { ...prior };
  const squares: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const gradients: Record<string, number> = {};
    for (const [feature, weight] of Object.entries(learned))
      gradients[feature] = -strength * (weight - (prior[feature] ?? 0));
    for (const { candidates, weight } of all) {
      const probabilities = softmax(candidates.map(({ features }) => score(features, learned)));
      const right = candidates.reduce((sum, { isSpeaker }, at) => sum + (isSpeaker ? (probabilities[at] ?? 0) : 0), 0);
      for (const [at, { features, isSpeaker }] of candidates.entries()) {
        const probability = probabilities[at] ?? 0;
        const gradient = weight * ((isSpeaker && right > 0 ? probability / right : 0) - probability);
        for (const feature of features) gradients[feature] = (gradients[feature] ?? 0) + gradient;
      }
    }
    for (const [feature, gradient] of Object.entries(gradients)) {
      squares[feature] = (squares[feature] ?? 0) + gradient * gradient;
      learned[feature] = (learned[feature] ?? 0) + (learningRate * gradient) / Math.sqrt(squares[feature] + 1e-9);
    }
  }
  return Object.fromEntries(
    Object.entries(learned).map(([feature, weight]) => [feature, Math.round(weight * 100) / 100]),
  );
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const parts = scores.map((one) => Math.exp(one - top));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

function score(features: readonly string[], table: Weights): number {
  return features.reduce((sum, feature) => sum + (table[feature] ?? 0), 0);
}

function countRight(all: readonly Example[], table: Weights): number {
  return all.filter(({ candidates }) => {
    const [first] = candidates.toSorted((a, b) => score(b.features, table) - score(a.features, table));
    return first?.isSpeaker;
  }).length;
}

function share(all: readonly Example[], table: Weights): string {
  return `${((100 * countRight(all, table)) / all.length).toFixed(1)} %`;
}
