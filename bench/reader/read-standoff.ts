import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attribution, LabelledText, Range } from './annotations.ts';

/** A labelled article whose text is not part of the labels: only its hash, and offsets in code points. */
interface StandoffText {
  name: string;
  url: string;
  licence: string;
  sha256: string;
  quotations: { start: number; end: number; speaker?: { start: number; end: number } }[];
}

/** Reads labels, as JSON Lines, with the texts `<name>.txt` of a folder. Texts that are missing or differ are reported. */
export function* readStandoff(
  labels: string,
  folder: string,
  report: (message: string) => void,
): Iterable<LabelledText> {
  for (const line of readFileSync(labels, 'utf8').split('\n').filter(Boolean)) {
    const { name, url, sha256, quotations } = JSON.parse(line) as StandoffText;
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
    const attributions = quotations.map(
      ({ start, end, speaker }): Attribution => ({
        contents: [toUnits({ start, end })],
        sources: speaker ? [toUnits(speaker)] : [],
        cues: [],
      }),
    );
    yield { name, text, attributions };
  }
}

function createConverter(text: string): (range: Range) => Range {
  const units: number[] = [];
  for (let unit = 0; unit <= text.length; unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1) units.push(unit);
  return ({ start, end }) => ({ start: units[start] ?? text.length, end: units[end] ?? text.length });
}
