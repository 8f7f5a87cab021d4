import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Score } from './annotations.ts';
import { readPolnear } from './read-polnear.ts';
import { scoreQuotations } from './score-quotations.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { language: { type: 'string', default: 'en' }, misses: { type: 'boolean', default: false } },
});
const [format, folder] = positionals;
if (format !== 'polnear' || folder === undefined) {
  console.error('Usage: node bench/reader/score.ts polnear <folder with text and attributions> [--misses]');
  process.exit(2);
}
if (!existsSync(folder)) {
  console.log(`Skipped: there is no folder ${folder}.`);
  process.exit(0);
}
const scores = scoreQuotations(readPolnear(folder), values.language);
const percent = (value: number): string => value.toFixed(3);
const row = (name: string, score: Score): string =>
  `${name.padEnd(34)} P ${percent(score.precision)}  R ${percent(score.recall)}  F1 ${percent(score.f1)}  (${score.proposed} proposed, ${score.expected} labelled)`;
const share = (name: string, found: number, of: number): string =>
  `${name.padEnd(34)} ${percent(of === 0 ? 1 : found / of)}  (${found} of ${of})`;
console.log(`${scores.texts} texts`);
console.log(row('quoted passages', scores.passages));
console.log(row('quoted passages of 5 words or more', scores.longPassages));
console.log(share('speaker phrase', scores.speakers.found, scores.speakers.expected));
console.log(share('speaker among the candidates', scores.candidates.found, scores.candidates.expected));
console.log(row('indirect speech', scores.indirect));
console.log(share('source of indirect speech', scores.indirectSources.correct, scores.indirectSources.proposed));
if (values.misses) for (const miss of scores.misses) console.log(miss);
