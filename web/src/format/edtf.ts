import { dayText, fuzzyText } from './fuzzy-date.ts';

const part = String.raw`\d{4}(?:-\d\d(?:-\d\d)?)?`;
const single = new RegExp(`^${part}$`);
const span = new RegExp(`^(?:(\\[)(${part})?\\.\\.(${part})?\\]|(${part}|\\.\\.)?/(${part}|\\.\\.)?)$`);

/** A date in EDTF in a reader's words, as claims and the history have it; what is none, or a rarer form, stays as it is. */
export function edtfText(edtf: string): string {
  const certain = edtf.replace(/[~?%]/g, '');
  const text = wordsOf(certain);
  return certain === edtf || text === undefined ? (text ?? edtf) : `${text} (${edtf})`;
}

function wordsOf(edtf: string): string | undefined {
  const known = { edtf, basis: 'STATED', verbatim: null } as const;
  if (single.test(edtf)) return edtf.length === 10 ? dayText(edtf) : `in ${dayText(edtf)}`;
  const found = span.exec(edtf);
  if (!found) return undefined;
  const [earliest = null, latest = null] = [found[2] ?? found[4], found[3] ?? found[5]].map((side) =>
    side === undefined || side === '..' ? null : side,
  );
  if (earliest === null && latest === null) return undefined;
  const precision = earliest === null || latest === null ? 'OPEN' : found[1] ? 'ONE_OF' : 'RANGE';
  return fuzzyText({ ...known, earliest, latest, precision });
}

/** A moment as a reader says it: 1 November 2023, 12:00 UTC. What is no moment stays as it is. */
export function instantText(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const iso = at.toISOString();
  return `${dayText(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}
