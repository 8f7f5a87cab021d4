import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatEdtf } from '../../format/date.ts';
import { getLanguageName, humanizeEnum } from '../../format/labels.ts';

/** Names of parties by key. */
export type PartyNames = ReadonlyMap<string, string>;

const dateFields = new Set(['start', 'end', 'saidOn', 'signedOn', 'entryIntoForce', 'period', 'date', 'at']);
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
  'verbatim',
]);
const entryKeyFields = new Set(['visit', 'agreement', 'partOf']);
const partyKeyFields = new Set([
  ...['host', 'met', 'speaker', 'addressees', 'about', 'signatories', 'holder', 'toward', 'statedBy'],
  ...['suppliers', 'buyers', 'partners', 'endpoints', 'via', 'bypassed', 'replaced'],
]);

/** Displays a value of a claim or revision: text, a date in EDTF, a key or JSON. */
export function FieldValue({ field, value, partyNames }: { field: string; value: string; partyNames: PartyNames }) {
  if (partyKeyFields.has(field))
    return <PartyLinks parties={parseKeys(value).map((key) => ({ key, name: partyNames.get(key) ?? key }))} />;
  if (entryKeyFields.has(field)) return <EntryLink entry={{ key: value }} />;
  return <>{formatFieldValue(field, value, partyNames)}</>;
}

export const formatNumber = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 20 });

function formatFieldValue(field: string, value: string, partyNames: PartyNames): string {
  if (textFields.has(field)) return value;
  if (field === 'language' || field === 'spokenLanguage') return getLanguageName(value);
  if (field === 'value' && Number.isFinite(Number(value))) return formatNumber(Number(value));
  return formatJsonValue(
    dateFields.has(field) && !value.startsWith('{') ? value : parseJsonOrText(value),
    field,
    partyNames,
  );
}

/** Formats a JSON value as words. */
function formatJsonValue(value: unknown, field: string, partyNames: PartyNames): string {
  if (Array.isArray(value)) return value.map((item) => formatJsonValue(item, field, partyNames)).join(', ');
  if (typeof value === 'object' && value !== null) {
    if ('edtf' in value) {
      const { edtf, basis, verbatim } = value as { edtf: string; basis?: string; verbatim?: string };
      const details = [verbatim && `“${verbatim}”`, basis && humanizeEnum(basis)].filter(Boolean).join(', ');
      return formatEdtf(edtf) + (details && ` (${details})`);
    }
    const parts = Object.entries(value).filter(([, member]) => member !== null);
    return parts
      .map(([name, member]) => `${humanizeEnum(name)} ${formatJsonValue(member, name, partyNames)}`)
      .join(', ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (dateFields.has(field)) return formatEdtf(text);
  return enumFields.has(field) ? humanizeEnum(text) : (partyNames.get(text) ?? text);
}

function parseKeys(value: string): string[] {
  const keys = parseJsonOrText(value);
  return Array.isArray(keys) ? keys.map(String) : [value];
}

/** Parses JSON objects, lists and booleans; returns other text unchanged. Numbers stay text: they may be keys. */
function parseJsonOrText(value: string): unknown {
  if (!/^[[{]|^(?:true|false)$/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
