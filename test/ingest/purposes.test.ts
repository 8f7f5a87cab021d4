import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hsgTravelsFolder, isHsgTravelsAbsent, pocomFolder, readTravels } from './hsg-travels-fixture.ts';

// Labels given by reading; guideline.md in their folder says how. The rules were tuned on TUNE,
// then on SECOND_TUNE; the others are held out. The remarks are read from ../shared/data; without it, the comparison is skipped.
const sets = ['TUNE', 'HELD_OUT', 'SECOND_TUNE', 'SECOND_HELD_OUT'] as const;
interface Label {
  key: string;
  set?: (typeof sets)[number];
  purposes: string[];
}

const restFolder = '../shared/data/hsg-travels-rest';
const isAbsent = isHsgTravelsAbsent || !existsSync(restFolder);
if (isAbsent) console.warn(`Skipped: ${hsgTravelsFolder} or ${restFolder} is not here.`);

const readLabels = (name: string): Label[] =>
  readFileSync(new URL(`purpose-labels/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Label);
const labels = [...readLabels('labels.jsonl'), ...readLabels('later.jsonl')];
const secondLabels = readLabels('second.jsonl');
const measured = ['BILATERAL', 'MULTILATERAL'] as const;

/** Compares two sets of purposes of the same legs. */
function compare(purpose: string, pairs: readonly (readonly [labelled: string[], other: string[]])[]) {
  const count = (isLabelled: boolean, isOther: boolean): number =>
    pairs.filter(([a, b]) => a.includes(purpose) === isLabelled && b.includes(purpose) === isOther).length;
  const [both, missed, wrong, neither] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  const total = pairs.length;
  const agreement = (both + neither) / total;
  const byChance = ((both + missed) * (both + wrong) + (wrong + neither) * (missed + neither)) / total ** 2;
  return {
    ...{ both, missed, wrong, neither },
    precision: both / (both + wrong),
    recall: both / (both + missed),
    ...{ agreement, kappa: (agreement - byChance) / (1 - byChance) },
  };
}

test('600 legs are labelled once, in four sets of 150', () => {
  expect(new Set(labels.map(({ key }) => key)).size).toBe(600);
  for (const set of sets) expect(labels.filter((label) => label.set === set)).toHaveLength(150);
});

test.each(measured)('two people agree on %s in 100 legs', (purpose) => {
  const firstLabels = new Map(labels.map(({ key, purposes }) => [key, purposes]));
  const pairs = secondLabels.map(({ key, purposes }) => [firstLabels.get(key) ?? [], purposes] as const);
  expect(pairs).toHaveLength(100);
  const { agreement, kappa } = compare(purpose, pairs);
  expect(agreement).toBeGreaterThanOrEqual(0.95);
  expect(kappa).toBeGreaterThanOrEqual(0.9);
});

describe.skipIf(isAbsent)('purposes of visits, compared with labels', () => {
  const purposes = new Map<string, string[]>();
  const pairsOf = (set: string) =>
    labels
      .filter((label) => label.set === set)
      .map((label) => [label.purposes, purposes.get(label.key) ?? []] as const);

  beforeAll(async () => {
    for (const folder of [hsgTravelsFolder, restFolder])
      for (const visit of (await readTravels(folder, pocomFolder)).recordsOf('visit'))
        purposes.set(visit.key, visit.purposes);
  });

  test('all labelled legs exist', () => {
    expect(labels.filter(({ key }) => !purposes.has(key))).toEqual([]);
  });

  test.each(measured)('%s has a precision of at least 0.95 and a recall of at least 0.8', (purpose) => {
    for (const set of sets) {
      const { precision, recall } = compare(purpose, pairsOf(set));
      expect(precision, `precision, ${set}`).toBeGreaterThanOrEqual(0.95);
      expect(recall, `recall, ${set}`).toBeGreaterThanOrEqual(0.8);
    }
  });
});
