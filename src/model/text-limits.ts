/**
 * The maximum length of each kind of text, in files and mutations alike. Generous: the longest speech on record has
 * about 40,000 characters. Counted in Unicode code points, as in JSON Schema.
 */
export const maxTextLengths = {
  /** The code of a commodity or a unit, the name of a classification. */
  code: 50,
  /** A language tag, an instant or the name of a field. */
  token: 100,
  /** The key of a record, or the code of a country. */
  key: 200,
  /** The EDTF text of a date. */
  date: 200,
  /** The name of a party, an office, a place or a product. */
  name: 1_000,
  /** The title of a source or an agreement, a licence, or a subject. */
  title: 2_000,
  url: 2_000,
  /** A summary, a reason, or the wording of a source for one value. */
  summary: 5_000,
  /** Remarks of a source, or a note. */
  remarks: 50_000,
  /** Quoted words, up to a complete speech. */
  quotation: 500_000,
  /** The complete text of a source. */
  document: 4_000_000,
} as const;

export type TextKind = keyof typeof maxTextLengths;

/** Says that a text is too long, or returns undefined. */
export function describeExcessLength(text: string, kind: TextKind): string | undefined {
  const maximum = maxTextLengths[kind];
  return text.length > maximum && countCharacters(text) > maximum ? formatExcessLength(text, maximum) : undefined;
}

/** The message about a text that is too long: its beginning, its length and the maximum. */
export const formatExcessLength = (text: string, maximum: number): string =>
  `"${text.slice(0, 40).toWellFormed()}…" has ${formatCount(countCharacters(text))} characters; the maximum is ${formatCount(maximum)}.`;

const formatCount = (count: number): string => count.toLocaleString('en');

/** Returns the number of code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let unit = 0; unit < text.length; unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1) count += 1;
  return count;
}
