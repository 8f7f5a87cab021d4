import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { LabelledText, Score } from './annotations.ts';
import { readGoldRegister } from './gold-register.ts';
import { readLitbank } from './read-litbank.ts';
import { readPolnear } from './read-polnear.ts';
import { readStandoff } from './read-standoff.ts';
import { scoreQuotations } from './score-quotations.ts';
import { scoreStandoff } from './score-standoff.ts';

const usage = `Usage: node bench/reader/score.ts <format> <folder> [--misses]
  polnear   a part of PolNeAR: a folder with text and attributions
  litbank   LitBank: a folder with quotations/tsv and coref/tsv
  standoff  the gold set in bench/reader/gold, or --labels <JSON Lines file>: a folder with the texts
            (--labels bench/reader/gold/visits.jsonl for those of build-visit-texts.ts)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: 'string', default: 'en' },
    labels: { type: 'string', default: fileURLToPath(new URL('./gold/wikinews.jsonl', import.meta.url)) },
    register: { type: 'string', default: fileURLToPath(new URL('./gold/register.json', import.meta.url)) },
    misses: { type: 'boolean', default: false },
  },
});
const [format = '', folder = ''] = positionals;

function readTexts(): Iterable<LabelledText> | undefined {
  if (format === 'polnear') return readPolnear(folder);
  return format === 'litbank' ? readNovels() : undefined;
}

/** A quotation of a novel has the mentions of its speaker as sources, wherever they are. */
function* readNovels(): Iterable<LabelledText> {
  for (const { name, text, quotations } of readLitbank(folder))
    yield {
      name,
      text,
      attributions: quotations.map(({ range, speakers }) => ({ contents: [range], sources: speakers, cues: [] })),
    };
}

const texts = folder === '' ? undefined : readTexts();
if (texts === undefined && (format !== 'standoff' || folder === '')) {
  console.error(usage);
  process.exit(2);
}
if (!existsSync(folder)) {
  console.log(`Skipped: there is no folder ${folder}.`);
  process.exit(0);
}

const format3 = (value: number): string => value.toFixed(3);
const row = (name: string, { precision, recall, f1, proposed, expected }: Score): string =>
  `${name.padEnd(34)} P ${format3(precision)}  R ${format3(recall)}  F1 ${format3(f1)}  (${proposed} proposed, ${expected} labelled)`;
const share = (name: string, found: number, of: number): string =>
  `${name.padEnd(34)} ${format3(of === 0 ? 1 : found / of)}  (${found} of ${of})`;

let misses: readonly string[];
if (texts) {
  const scores = scoreQuotations(texts, values.language);
  console.log(`${scores.texts} texts`);
  console.log(row('quotations', scores.passages));
  console.log(row('quotations of 5 words or more', scores.longPassages));
  console.log(share('speaker phrase', scores.speakers.found, scores.speakers.expected));
  console.log(share('speaker among the candidates', scores.candidates.found, scores.candidates.expected));
  if (format === 'polnear') {
    console.log(row('reported speech', scores.indirect));
    console.log(share('source of reported speech', scores.indirectSources.correct, scores.indirectSources.proposed));
  }
  misses = scores.misses;
} else {
  const labelled = readStandoff(values.labels, folder, console.log);
  const scores = await scoreStandoff(labelled, readGoldRegister(values.register));
  console.log(`${scores.texts} texts`);
  // What the labels do not have is not scored.
  const shares = [
    ['speaker phrase', scores.speakers],
    ['resolved speaker', scores.resolved],
    ['status of the visits found', scores.visitStatuses],
    ['first day of the visits found', scores.visitDates],
    ['dates', scores.dates],
  ] as const;
  for (const [name, score] of [
    ['quotations', scores.quotations],
    ['visits', scores.visits],
    ['trade ties', scores.ties],
  ] as const)
    if (score.expected > 0) console.log(row(name, score));
  for (const [name, { found, expected }] of shares) if (expected > 0) console.log(share(name, found, expected));
  misses = scores.misses;
}
if (values.misses) for (const miss of misses) console.log(miss);
