/** A row of the table of codes. */
export interface HsRow {
  /** A chapter (2 digits), a heading (4) or a subheading (6); or TOTAL. */
  code: string;
  name: string;
  /** The code above it; TOTAL above chapters. */
  parent: string;
  /** The number of its section; TOTAL for what is in none. */
  section: string;
}

const isCode = (text: string): boolean => /^(\d\d){1,3}$/.test(text);

/** Reads the cells of section, code, description, parent and level; a text says why it can't. */
export function parseHsRow(cells: readonly string[]): HsRow | { rejected: string } {
  const [section = '', code = '', name = '', parent = '', level = ''] = cells.map((cell) => cell.trim());
  const row = { code, name, parent, section };
  if (code === 'TOTAL') return row;
  if (!isCode(code))
    return { rejected: `"${code}" is not a code of the Harmonized System. Expected 2, 4 or 6 digits.` };
  if (name === '') return { rejected: `${code} has no description.` };
  if (Number(level) !== code.length)
    return { rejected: `${code} has ${code.length} digits, and "${level}" as its level.` };
  const above = code.length === 2 ? 'TOTAL' : code.slice(0, -2);
  if (parent !== above)
    return { rejected: `${code} stands under "${parent}": by its digits it would stand under ${above}.` };
  return row;
}
