import type { FigureStatus } from '../../model/vocabulary.ts';

/** How a table writes its numbers. */
export interface NumberNotation {
  decimal: '.' | ',';
  /** The thousands separator, if any. */
  thousands?: string | undefined;
  /** Cells that mark a confidential figure. */
  withheld: readonly string[];
  /** Cells that mark a missing figure. */
  missing: readonly string[];
}

export type ParsedNumber =
  | { value: number; status: 'REPORTED' }
  | { value: null; status: Exclude<FigureStatus, 'REPORTED' | 'ESTIMATED'> };

const plainNumberPattern = /^\d+(?:\.\d+)?$/;
const numberPattern = /^(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Parses a cell into a non-negative number, multiplied by ten to the power of `exponent` (thousands:
 * 3), or into the reason for a missing figure. Ambiguous numbers are rejected: "2,080" is two thousand
 * only if the notation groups thousands with commas.
 */
export function parseNumber(
  cell: string,
  { decimal, thousands, withheld, missing }: NumberNotation,
  exponent = 0,
): ParsedNumber | { reason: string } {
  const text = cell.trim();
  // Fast path for plain numbers.
  if (decimal === '.' && plainNumberPattern.test(text))
    return { value: Number(exponent === 0 ? text : `${text}e${exponent}`), status: 'REPORTED' };
  if (withheld.includes(text)) return { value: null, status: 'CONFIDENTIAL' };
  if (missing.includes(text)) return { value: null, status: 'MISSING' };
  const ungrouped = removeGrouping(text, decimal, thousands);
  const [, digits, power = '0'] = numberPattern.exec(decimal === ',' ? ungrouped.replace(',', '.') : ungrouped) ?? [];
  if (digits === undefined || (decimal === ',' && ungrouped.includes('.')))
    return { reason: formatNumberRejection(text, decimal, thousands) };
  const value = Number(`${digits}e${Number(power) + exponent}`);
  if (!Number.isFinite(value)) return { reason: `"${truncateText(text)}" is too large.` };
  if (value === 0 && /[1-9]/.test(digits))
    return { reason: `"${truncateText(text)}" is too small: it would be stored as zero.` };
  return { value, status: 'REPORTED' };
}

/** Removes thousands separators if all groups are complete. Returns other text unchanged. */
function removeGrouping(text: string, decimal: string, thousands: string | undefined): string {
  if (thousands === undefined) return text;
  const [integer = '', ...rest] = text.split(decimal);
  const [first = '', ...groups] = integer.split(thousands);
  const isGrouped = /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  return isGrouped ? [first + groups.join(''), ...rest].join(decimal) : text;
}

function formatNumberRejection(text: string, decimal: string, thousands: string | undefined): string {
  if (text === '') return 'The cell is empty, but the mapping does not list "" under "missing".';
  if (/^-\s*[\d.,]/.test(text)) return `"${truncateText(text)}" is negative. Trade values cannot be negative.`;
  if (/^[([].*[)\]]$/.test(text))
    return `"${truncateText(text)}" is not a number. If it marks a withheld cell, list it in the mapping under "withheld".`;
  const grouping = thousands === undefined ? 'nothing between thousands' : `"${thousands}" between thousands`;
  return `"${truncateText(text)}" is not a number with "${decimal}" before its decimals and ${grouping}. If the table uses another notation, set "decimal" and "thousands" in the mapping.`;
}

const truncateText = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
