import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { edtfText } from '../../format/edtf.ts';
import { languageOf, lower } from '../../format/labels.ts';

/** Names of parties by their keys, as far as the entry tells them. */
export type Names = ReadonlyMap<string, string>;

const dates = new Set(['start', 'end', 'saidOn', 'since', 'until', 'from', 'signedOn', 'period', 'date', 'at']);
const words = new Set(['type', 'status', 'mode', 'kind', 'instrument', 'stance', 'purposes']);
const texts = new Set([
  'summary',
  'text',
  'title',
  'place',
  'remarks',
  'label',
  'measure',
  'unit',
  'commodityVerbatim',
]);
const entryKeys = new Set(['visit', 'agreement', 'partOf']);
const partyKeys = new Set([
  ...['host', 'met', 'speaker', 'addressees', 'about', 'signatories', 'holder', 'toward', 'statedBy'],
  ...['suppliers', 'buyers', 'partners', 'endpoints', 'via', 'bypassed', 'replaced'],
]);

/** A value as claims and the history write it (text as it is, a date in EDTF, a key, else JSON), readable and linked. */
export function Value({ field, value, names }: { field: string; value: string; names: Names }) {
  if (partyKeys.has(field))
    return <PartyLinks of={keysOf(value).map((key) => ({ key, name: names.get(key) ?? key }))} />;
  if (entryKeys.has(field)) return <EntryLink of={{ key: value }} />;
  return <>{valueText(field, value, names)}</>;
}

export const numberText = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 20 });

function valueText(field: string, value: string, names: Names): string {
  if (texts.has(field)) return value;
  if (field === 'language' || field === 'spokenLanguage') return languageOf(value);
  if (field === 'value' && Number.isFinite(Number(value))) return numberText(Number(value));
  return readable(dates.has(field) && !value.startsWith('{') ? value : parsed(value), field, names);
}

/** What JSON holds, in words. */
function readable(value: unknown, field: string, names: Names): string {
  if (Array.isArray(value)) return value.map((one) => readable(one, field, names)).join(', ');
  if (typeof value === 'object' && value !== null) {
    if ('edtf' in value) {
      const { edtf, basis, verbatim } = value as { edtf: string; basis?: string; verbatim?: string };
      const how = [verbatim && `“${verbatim}”`, basis && lower(basis)].filter(Boolean).join(', ');
      return edtfText(edtf) + (how && ` (${how})`);
    }
    const parts = Object.entries(value).filter(([, one]) => one !== null);
    return parts.map(([name, one]) => `${lower(name)} ${readable(one, name, names)}`).join(', ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (dates.has(field)) return edtfText(text);
  return words.has(field) ? lower(text) : (names.get(text) ?? text);
}

function keysOf(value: string): string[] {
  const keys = parsed(value);
  return Array.isArray(keys) ? keys.map(String) : [value];
}

/** JSON, or the text itself where it is none. A number may be a key. */
function parsed(value: string): unknown {
  if (!/^[[{]|^(?:true|false)$/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
