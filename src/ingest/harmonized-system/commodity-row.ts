/** A row of the commodity table. */
export interface HsRow {
  /** The code of a chapter (2 digits), heading (4) or subheading (6), or TOTAL. */
  code: string;
  name: string;
  /** The parent code; TOTAL for chapters. */
  parent: string;
  /** The section number; TOTAL for codes outside all sections. */
  section: string;
}

const isCode = (text: string): boolean => /^(\d\d){1,3}$/.test(text);

/** Parses the cells section, code, description, parent and level, or returns why they are invalid. */
export function parseHsRow(cells: readonly string[]): HsRow | { rejected: string } {
  const [section = '', code = '', name = '', parent = '', level = ''] = cells.map((cell) => cell.trim());
  const row = { code, name, parent, section };
  if (code === 'TOTAL') return row;
  if (!isCode(code))
    return { rejected: `"${code}" is not a code of the Harmonized System. Expected 2, 4 or 6 digits.` };
  if (name === '') return { rejected: `${code} has no description.` };
  if (Number(level) !== code.length)
    return { rejected: `${code} has ${code.length} digits, but its level is "${level}".` };
  const expectedParent = code.length === 2 ? 'TOTAL' : code.slice(0, -2);
  if (parent !== expectedParent)
    return { rejected: `The parent of ${code} is "${parent}". By its digits, it must be ${expectedParent}.` };
  return row;
}
