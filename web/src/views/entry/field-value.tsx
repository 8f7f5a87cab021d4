import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatEdtf } from '../../format/edtf.ts';
import { getLanguageName, humanizeEnum } from '../../format/labels.ts';

/** Names of parties by their keys, as far as the entry tells them. */
export type PartyNames = ReadonlyMap<string, string>;

const dateFields = new Set(['start', 'end', 'saidOn', 'since', 'until', 'from', 'signedOn', 'period', 'date', 'at']);
const enumFields = new Set(['type', 'status', 'mode', 'kind', 'instrument', 'stance', 'purposes']);
const textFields = new Set([
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
const entryKeyFields = new Set(['visit', 'agreement', 'partOf']);
const partyKeyFields = new Set([
  ...['host', 'met', 'speaker', 'addressees', 'about', 'signatories', 'holder', 'toward', 'statedBy'],
  ...['suppliers', 'buyers', 'partners', 'endpoints', 'via', 'bypassed', 'replaced'],
]);

/** A value as claims and the history write it (text as it is, a date in EDTF, a key, else JSON), readable and linked. */
export function FieldValue({ field, value, names }: { field: string; value: string; names: PartyNames }) {
  if (partyKeyFields.has(field))
    return <PartyLinks of={parseKeys(value).map((key) => ({ key, name: names.get(key) ?? key }))} />;
  if (entryKeyFields.has(field)) return <EntryLink of={{ key: value }} />;
  return <>{formatFieldValue(field, value, names)}</>;
}

export const formatNumber = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 20 });

function formatFieldValue(field: string, value: string, names: PartyNames): string {
  if (textFields.has(field)) return value;
  if (field === 'language' || field === 'spokenLanguage') return getLanguageName(value);
  if (field === 'value' && Number.isFinite(Number(value))) return formatNumber(Number(value));
  return formatJsonValue(
    dateFields.has(field) && !value.startsWith('{') ? value : parseJsonOrText(value),
    field,
    names,
  );
}

/** What JSON holds, in words. */
function formatJsonValue(value: unknown, field: string, names: PartyNames): string {
  if (Array.isArray(value)) return value.map((one) => formatJsonValue(one, field, names)).join(', ');
  if (typeof value === 'object' && value !== null) {
    if ('edtf' in value) {
      const { edtf, basis, verbatim } = value as { edtf: string; basis?: string; verbatim?: string };
      const how = [verbatim && `“${verbatim}”`, basis && humanizeEnum(basis)].filter(Boolean).join(', ');
      return formatEdtf(edtf) + (how && ` (${how})`);
    }
    const parts = Object.entries(value).filter(([, one]) => one !== null);
    return parts.map(([name, one]) => `${humanizeEnum(name)} ${formatJsonValue(one, name, names)}`).join(', ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (dateFields.has(field)) return formatEdtf(text);
  return enumFields.has(field) ? humanizeEnum(text) : (names.get(text) ?? text);
}

function parseKeys(value: string): string[] {
  const keys = parseJsonOrText(value);
  return Array.isArray(keys) ? keys.map(String) : [value];
}

/** JSON, or the text itself where it is none. A number may be a key. */
function parseJsonOrText(value: string): unknown {
  if (!/^[[{]|^(?:true|false)$/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
