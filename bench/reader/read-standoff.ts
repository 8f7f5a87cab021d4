import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Range } from './annotations.ts';

/** A labelled article whose text is not part of the labels: only its hash, and offsets in code points. */
export interface StandoffLabels {
  name: string;
  language: string;
  url: string;
  licence: string;
  publishedOn: string;
  sha256: string;
  quotations: {
    start: number;
    end: number;
    /** The words that name who speaks; any of them is right. */
    speakers: Range[];
    /** The key of the person, if the register of the gold set has it. */
    speaker?: string;
  }[];
  /** Passages that are neither right nor wrong, such as a headline without a speaker. */
  unscored: Range[];
  /** `start`: the first day, in EDTF. `span`: the words that state the visit. */
  visits: { traveller: string; host: string; status: string; start: string; span: Range }[];
  ties: { kind: string; parties: string[] }[];
  dates: { start: number; end: number; edtf: string; direction?: 'FUTURE' }[];
}

export interface StandoffText {
  text: string;
  labels: StandoffLabels;
}

/**
 * Reads labels, as JSON Lines, with the texts `<name>.txt` of a folder. Texts that are missing or differ are reported. The
 * offsets become code units.
 */
export function* readStandoff(
  labelsFile: string,
  folder: string,
  report: (message: string) => void,
): Iterable<StandoffText> {
  for (const line of readFileSync(labelsFile, 'utf8').split('\n').filter(Boolean)) {
    const labels = JSON.parse(line) as StandoffLabels;
    const { name, url, sha256 } = labels;
    const path = join(folder, `${name}.txt`);
    if (!existsSync(path)) {
      report(`Skipped ${name}: there is no ${path}. Its text is at ${url}.`);
      continue;
    }
    const text = readFileSync(path, 'utf8');
    if (createHash('sha256').update(text).digest('hex') !== sha256) {
      report(`Skipped ${name}: ${path} is not the labelled text.`);
      continue;
    }
    const toUnits = createConverter(text);
    const convert = <T extends Range>(item: T): T => ({ ...item, ...toUnits(item) });
    const quotations = labels.quotations.map((one) => ({ ...convert(one), speakers: one.speakers.map(convert) }));
    const [unscored, dates] = [labels.unscored.map(convert), labels.dates.map(convert)];
    const visits = labels.visits.map((visit) => ({ ...visit, span: toUnits(visit.span) }));
    yield { text, labels: { ...labels, quotations, unscored, dates, visits } };
  }
}

function createConverter(text: string): (range: Range) => Range {
  const units: number[] = [];
  for (let unit = 0; unit <= text.length; unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1) units.push(unit);
  return ({ start, end }) => ({ start: units[start] ?? text.length, end: units[end] ?? text.length });
}
