import type { RecordJson } from '../../model/record-diff.ts';

/** A source in CSL-JSON 1.0.2, which reference managers import. */
export interface CslItem {
  id: string;
  type: 'webpage' | 'document';
  title?: string;
  publisher: string;
  URL?: string;
  language?: string;
  issued?: CslDate;
  accessed?: CslDate;
  note?: string;
}

/** A date by its parts, or a literal where it is not a year, month or day. */
type CslDate = { 'date-parts': [number[]] } | { literal: string };

/** Returns a source as an item of CSL-JSON. */
export function toCslItem(source: RecordJson): CslItem {
  const { key, title, publisher, url, language, licence, publishedOn, retrievedOn } = source as Record<string, string>;
  return {
    id: String(key),
    type: url === undefined ? 'document' : 'webpage',
    ...(title !== undefined && { title }),
    publisher: String(publisher),
    ...(url !== undefined && { URL: url }),
    ...(language !== undefined && { language }),
    ...(publishedOn !== undefined && { issued: toCslDate(publishedOn) }),
    ...(retrievedOn !== undefined && { accessed: toCslDate(retrievedOn) }),
    ...(licence !== undefined && { note: `Licence: ${licence}` }),
  };
}

function toCslDate(date: unknown): CslDate {
  const text = readEdtf(date);
  return /^\d{4}(-\d\d){0,2}$/.test(text) ? { 'date-parts': [text.split('-').map(Number)] } : { literal: text };
}

const readEdtf = (date: unknown): string => {
  if (typeof date === 'string') return date;
  const { edtf, verbatim } = date as { edtf?: string | null; verbatim?: string };
  return edtf ?? verbatim ?? '';
};

/** Returns a source as an entry of BibTeX. Characters outside ASCII stay as they are: BibTeX files are UTF-8 today. */
export function toBibtexEntry(source: RecordJson): string {
  const { id, title, publisher, URL: url, language, issued, accessed, note } = toCslItem(source);
  const fields: [name: string, value: string | undefined][] = [
    // Reference managers need one: a source without a title is named by its publisher and date.
    ['title', title ?? [publisher, issued && formatCslDate(issued)].filter(Boolean).join(', ')],
    ['author', publisher],
    ['publisher', publisher],
    ...toBibtexDate(issued),
    ['url', url],
    ['urldate', accessed && formatCslDate(accessed)],
    ['langid', language],
    ['note', note],
  ];
  const lines = fields.flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text = name === 'url' ? escapeBraces(value) : escapeLatex(value);
    // Braces mark the name of an organization.
    return `  ${name} = {${name === 'author' ? `{${text}}` : text}}`;
  });
  return `@misc{${toBibtexKey(id)},\n${lines.join(',\n')}\n}\n`;
}

const toBibtexDate = (date: CslDate | undefined): [string, string][] => {
  if (date === undefined) return [];
  if ('literal' in date) return [['date', date.literal]];
  return [
    ['date', formatCslDate(date)],
    ['year', String(date['date-parts'][0][0])],
  ];
};

const formatCslDate = (date: CslDate): string =>
  'literal' in date ? date.literal : date['date-parts'][0].map((part) => String(part).padStart(2, '0')).join('-');

/** Keys of BibTeX may not have these characters. */
const toBibtexKey = (key: string): string => key.replaceAll(/[\s{}(),=#%"'~\\]/g, '_');

/** Braces in URLs must be encoded in any case. */
const escapeBraces = (url: string): string => url.replaceAll('{', '%7B').replaceAll('}', '%7D');

const latexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Balanced braces stay, because entries use them to protect names. Others would end the field, even after a backslash. */
const escapeLatex = (text: string): string => {
  const escapes = hasBalancedBraces(text) ? latexEscapes : { ...latexEscapes, ...braceEscapes };
  return text.replaceAll(/[\\~^{}]/g, (character) => escapes[character] ?? character).replaceAll(/[#$%&_]/g, '\\$&');
};

const braceEscapes: Readonly<Record<string, string>> = { '{': '\\textbraceleft{}', '}': '\\textbraceright{}' };

function hasBalancedBraces(text: string): boolean {
  let depth = 0;
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
