import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attribution, LabelledText, Range } from './annotations.ts';

/** Reads a part of PolNeAR: a folder with `text` and `attributions` (brat stand-off, in code points). */
export function* readPolnear(folder: string): Iterable<LabelledText> {
  const annotations = new Map<string, string>();
  for (const file of readdirSync(join(folder, 'attributions')))
    if (file.endsWith('.ann'))
      annotations.set(file.replace(/_[0-9a-f]{4}\.ann$/, ''), join(folder, 'attributions', file));
  for (const [name, path] of [...annotations].sort()) {
    const textPath = join(folder, 'text', `${name}.txt`);
    if (!existsSync(textPath)) continue;
    const text = readFileSync(textPath, 'utf8');
    yield { name, text, attributions: readBrat(readFileSync(path, 'utf8'), text) };
  }
}

/** Reads events `Attribution:T4 Content:T3 Cue:T2 Source:T1` over spans `T1 Source 0 5;9 12`. */
export function readBrat(annotations: string, text: string): Attribution[] {
  const units = toCodeUnits(text);
  const ranges = new Map<string, Range[]>();
  const attributions: Attribution[] = [];
  for (const line of annotations.split('\n')) {
    const [id = '', body = ''] = line.split('\t');
    if (id.startsWith('T')) {
      const [, ...rest] = body.split(' ');
      ranges.set(
        id,
        rest
          .join(' ')
          .split(';')
          .map((part) => part.split(' ').map(Number))
          .map(([start = 0, end = 0]) => ({ start: units[start] ?? start, end: units[end] ?? end })),
      );
    }
    if (!id.startsWith('E')) continue;
    const attribution: Attribution = { sources: [], cues: [], contents: [] };
    for (const part of body.split(' ')) {
      const [role = '', target = ''] = part.split(':');
      const found = ranges.get(target) ?? [];
      if (role.startsWith('Source')) attribution.sources.push(...found);
      else if (role.startsWith('Cue')) attribution.cues.push(...found);
      else if (role.startsWith('Content')) attribution.contents.push(...found);
    }
    attributions.push(attribution);
  }
  return attributions;
}

/** The string index of each code point. */
function toCodeUnits(text: string): number[] {
  const units: number[] = [];
  for (let unit = 0; unit <= text.length; unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1) units.push(unit);
  return units;
}
