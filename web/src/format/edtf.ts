import { formatDay, formatFuzzyDate } from './fuzzy-date.ts';

const datePattern = String.raw`\d{4}(?:-\d\d(?:-\d\d)?)?`;
const singleDateRegex = new RegExp(`^${datePattern}$`);
const dateRangeRegex = new RegExp(
  `^(?:(\\[)(${datePattern})?\\.\\.(${datePattern})?\\]|(${datePattern}|\\.\\.)?/(${datePattern}|\\.\\.)?)$`,
);

/** A date in EDTF in a reader's words, as claims and the history have it; what is none, or a rarer form, stays as it is. */
export function formatEdtf(edtf: string): string {
  const certain = edtf.replace(/[~?%]/g, '');
  const text = formatUnqualifiedEdtf(certain);
  return certain === edtf || text === undefined ? (text ?? edtf) : `${text} (${edtf})`;
}

function formatUnqualifiedEdtf(edtf: string): string | undefined {
  const known = { edtf, basis: 'STATED', verbatim: null } as const;
  if (singleDateRegex.test(edtf)) return edtf.length === 10 ? formatDay(edtf) : `in ${formatDay(edtf)}`;
  const found = dateRangeRegex.exec(edtf);
  if (!found) return undefined;
  const [earliest = null, latest = null] = [found[2] ?? found[4], found[3] ?? found[5]].map((side) =>
    side === undefined || side === '..' ? null : side,
  );
  if (earliest === null && latest === null) return undefined;
  const precision = earliest === null || latest === null ? 'OPEN' : found[1] ? 'ONE_OF' : 'RANGE';
  return formatFuzzyDate({ ...known, earliest, latest, precision });
}

/** A moment as a reader says it: 1 November 2023, 12:00 UTC. What is no moment stays as it is. */
export function formatInstant(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const iso = at.toISOString();
  return `${formatDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}
