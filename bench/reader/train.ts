import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyzeText } from '@chancery/reader';
import { overlap } from './annotations.ts';
import { readLitbank } from './read-litbank.ts';

/** The candidates of a quotation, by their features, and which of them name the speaker. */
interface Example {
  candidates: { features: readonly string[]; isSpeaker: boolean }[];
}

const rounds = 40;
const learningRate = 0.05;
/** How strongly the weights are drawn to those that they start from: novels have few of the forms of news. */
const priorStrength = 8;

const weightsFile = fileURLToPath(new URL('../../packages/reader/src/data/speaker-weights.json', import.meta.url));
const priorFile = fileURLToPath(new URL('./prior-weights.json', import.meta.url));

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node bench/reader/train.ts <LitBank folder>. Writes the weights of packages/reader.');
  process.exit(2);
}
if (!existsSync(folder)) {
  console.log(`Skipped: there is no folder ${folder}.`);
  process.exit(0);
}
const prior = JSON.parse(readFileSync(priorFile, 'utf8')) as Record<string, number>;
const examples = [...readLitbank(folder)].flatMap(({ text, quotations }) => listExamples(text, quotations, prior));
const weights = train(examples, prior);
console.log(`${examples.length} quotations; right before ${share(examples, prior)}, after ${share(examples, weights)}`);
writeFileSync(
  weightsFile,
  `${JSON.stringify(Object.fromEntries(Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`,
);

function listExamples(
  text: string,
  quotations: readonly { range: { start: number; end: number }; speakers: readonly { start: number; end: number }[] }[],
  start: Record<string, number>,
): Example[] {
  const { quotedSpeech } = analyzeText(text, 'en', start);
  return quotedSpeech.flatMap(({ passage, speakers }) => {
    const quotation = quotations.find(({ range }) => Math.abs(range.start - passage.outer.start) <= 1);
    if (!quotation || quotation.speakers.length === 0) return [];
    const candidates = speakers.map(({ candidate }) => ({
      features: candidate.features,
      isSpeaker: quotation.speakers.some((speaker) => overlap(speaker, candidate.phrase) > 0),
    }));
    return candidates.some(({ isSpeaker }) => isSpeaker) ? [{ candidates }] : [];
  });
}

/** Maximizes the probability that a candidate that names the speaker is chosen, by gradient ascent. */
function train(all: readonly Example[], start: Readonly<Record<string, number>>): Record<string, number> {
  const learned: Record<string, number> = { ...start };
  for (let round = 0; round < rounds; round += 1)
    for (const { candidates } of all) {
      const probabilities = softmax(candidates.map(({ features }) => score(features, learned)));
      const right = candidates.reduce(
        (sum, { isSpeaker }, index) => sum + (isSpeaker ? (probabilities[index] ?? 0) : 0),
        0,
      );
      for (const [index, { features, isSpeaker }] of candidates.entries()) {
        const probability = probabilities[index] ?? 0;
        const gradient = (isSpeaker && right > 0 ? probability / right : 0) - probability;
        for (const feature of features) {
          const weight = learned[feature] ?? 0;
          learned[feature] =
            weight + learningRate * (gradient - priorStrength * Math.abs(gradient) * (weight - (start[feature] ?? 0)));
        }
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

function score(features: readonly string[], table: Readonly<Record<string, number>>): number {
  return features.reduce((sum, feature) => sum + (table[feature] ?? 0), 0);
}

function share(all: readonly Example[], table: Readonly<Record<string, number>>): string {
  const right = all.filter(({ candidates }) => {
    const [best] = candidates.toSorted((a, b) => score(b.features, table) - score(a.features, table));
    return best?.isSpeaker;
  });
  return `${((100 * right.length) / all.length).toFixed(1)} %`;
}
