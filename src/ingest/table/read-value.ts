import type { RecordInput } from '../../model/records/index.ts';
import type { IdentifierScheme, ResolutionKind } from '../../model/vocabulary.ts';
import { parseNumber } from '../trade-flows/parse-number.ts';
import { createdPersonKey, createOfficeRecord, createPersonRecord, toKeyPart } from './create-records.ts';
import { defaultMissing, type TableMapping } from './mapping.ts';
import type { CellMapping } from './mapping-fields.ts';
import type { TableField } from './noun-fields.ts';
import type { NameResolver, Resolved, RowDays } from './resolve-names.ts';
import type { Creatable } from './table-nouns.ts';

/** The row that a value is read for. */
export interface ValueContext {
  readonly values: Record<string, unknown>;
  readonly notes: string[];
  readonly needed: RecordInput[];
  /** Undefined if the row's dates cannot be read: its names are not resolved then. */
  readonly days: RowDays | undefined;
  getCell(column: string): string;
  countResolved(column: string): void;
  /** Rejects the row. */
  fail(column: string, cell: string, reason: string): undefined;
}

interface FieldCell {
  name: string;
  field: TableField;
  /** The values of the cell, at least one. */
  items: readonly string[];
  cell: CellMapping;
}

interface ValueOptions {
  names: NameResolver;
  mapping: TableMapping;
  create: ReadonlySet<Creatable>;
}

export const severalValuesReason = 'It has several values. State "take: first", or remove "separator".';

/** Reads the cell of a field by its kind, and sets the value in the row. */
export async function parseValue(row: ValueContext, one: FieldCell, options: ValueOptions): Promise<void> {
  const { name, field, items, cell } = one;
  const text = items.join(cell.separator ?? '');
  const set = (value: unknown): void => {
    if (value !== undefined) row.values[name] = value;
  };
  switch (field.kind) {
    case 'text':
      return set(text);
    case 'number':
      return set(readNumber(row, cell, text, options.mapping));
    case 'boolean':
      return set(readBoolean(row, cell, text));
    case 'oneOf':
      return set(readWord(row, cell, text, field.values));
    case 'list': {
      const words = items.map((item) => readWord(row, cell, item, field.values));
      return words.includes(undefined) ? undefined : set([...new Set(words)]);
    }
    case 'names':
      return set([...new Set(items)].map((item) => ({ text: item, kind: 'ALIAS' })));
    case 'reference': {
      const [item = '', ...others] = items;
      if (others.length > 0) return row.fail(cell.column, text, severalValuesReason);
      const key = await resolveReference(row, one, { item, target: field.target }, options);
      return set(key);
    }
    case 'references': {
      const keys: (string | undefined)[] = [];
      for (const item of items) keys.push(await resolveReference(row, one, { item, target: field.target }, options));
      return keys.includes(undefined) ? undefined : set([...new Set(keys)]);
    }
  }
}

function readNumber(
  row: ValueContext,
  { column }: CellMapping,
  text: string,
  { decimal, thousands, missing = [...defaultMissing] }: TableMapping,
): number | undefined {
  const isNegative = /^[-−]\s*\d/.test(text);
  const digits = isNegative ? text.replace(/^[-−]\s*/, '') : text;
  const parsed = parseNumber(digits, { decimal, thousands, withheld: [], missing });
  if ('reason' in parsed) return row.fail(column, text, parsed.reason);
  return parsed.value === null ? undefined : isNegative ? -parsed.value : parsed.value;
}

const booleans: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, y: true, x: true, '1': true },
  ...{ false: false, no: false, n: false, '0': false },
};
function readBoolean(row: ValueContext, { column }: CellMapping, text: string): boolean | undefined {
  const key = text.toLowerCase();
  return Object.hasOwn(booleans, key)
    ? booleans[key]
    : row.fail(column, text, `"${text}" is neither yes nor no. The mapping can say what it means ("values").`);
}

const toWord = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');

function readWord(
  row: ValueContext,
  { column }: CellMapping,
  text: string,
  values: readonly string[],
): string | undefined {
  const word = toWord(text);
  return values.includes(word)
    ? word
    : row.fail(
        column,
        text,
        `"${text}" is not one of ${values.join(', ')}. The mapping can say what it means ("values").`,
      );
}

const kindsByTarget: Readonly<Record<string, readonly ResolutionKind[]>> = {
  person: ['PERSON'],
  organization: ['ORGANIZATION'],
  group: ['GROUP'],
  office: ['OFFICE'],
  topic: ['TOPIC'],
};

async function resolveReference(
  row: ValueContext,
  { name, cell }: FieldCell,
  { item, target }: { item: string; target: string },
  options: ValueOptions,
): Promise<string | undefined> {
  const { names, create, mapping } = options;
  const { days } = row;
  if (!days) return undefined;
  if (cell.keyPrefix !== undefined) {
    row.countResolved(cell.column);
    return `${cell.keyPrefix}${toKeyPart(item)}`;
  }
  const kinds = kindsByTarget[target];
  if (target === 'country') return resolveCountry(row, { name, cell, item, days }, names);
  if (target === 'office' && cell.newOffice) return resolveOffice(row, { cell, item, days }, options);
  // Other records have no names: the cell has the key.
  const found: Resolved =
    target === 'party'
      ? await names.resolveParty(item, days)
      : kinds
        ? await names.resolveNamed(item, kinds)
        : { key: target === 'commodity' && /^\d+$/.test(item) ? `HS-${item}` : item };
  const own = createdPersonKey(mapping.source.key, item);
  const isNew = target === 'person' && 'reason' in found && found.isUnknown === true && create.has('persons');
  // A person of an earlier import of this table is in its input again.
  if (isNew || (target === 'person' && 'key' in found && found.key === own))
    row.needed.push(createPersonRecord(mapping.source.key, item));
  if ('reason' in found && !isNew) return row.fail(cell.column, item, found.reason);
  row.countResolved(cell.column);
  if ('note' in found && found.note !== undefined) row.notes.push(found.note);
  return 'key' in found ? found.key : own;
}

/** Resolves the office of a title and a country, and creates it if the import may. */
async function resolveOffice(
  row: ValueContext,
  { cell, item, days }: { cell: CellMapping; item: string; days: RowDays },
  { names, create, mapping }: ValueOptions,
): Promise<string | undefined> {
  const { country: column = '', rank = 'OTHER' } = cell.newOffice ?? {};
  const label = row.getCell(column);
  const country = await names.resolveCountry(label, days);
  if ('reason' in country) return row.fail(column, label, country.reason);
  row.countResolved(column);
  const found = await names.resolveOffice(item, country.key);
  const record = createOfficeRecord(mapping.source.key, { title: item, country: country.key, rank });
  const isNew = 'reason' in found && found.isUnknown === true && create.has('offices');
  if (isNew || ('key' in found && found.key === record.key)) row.needed.push(record);
  if ('reason' in found && !isNew) {
    const advice = create.has('offices') ? '' : ' With "--create offices", offices that are missing are created.';
    return row.fail(cell.column, item, `${found.reason}${advice}`);
  }
  row.countResolved(cell.column);
  return 'key' in found ? found.key : record.key;
}

/** Reads identifiers in other registers. A cell may have several, and URLs of them. */
export function readIdentifiers(
  row: ValueContext,
  name: string,
  columns: Partial<Readonly<Record<IdentifierScheme, string>>>,
): void {
  const found = Object.entries(columns).flatMap(([scheme, column]) =>
    row
      .getCell(column)
      .split(/[;,|\s]+/)
      .filter(Boolean)
      .map((value) => ({ scheme, value: /^https?:/i.test(value) ? (value.split('/').at(-1) ?? value) : value })),
  );
  if (found.length > 0)
    row.values[name] = [...new Map(found.map((one) => [`${one.scheme} ${one.value}`, one])).values()];
}

/** Resolves a country as of the day. The host of a visit may be a part of it, or a territory that became a state later. */
async function resolveCountry(
  row: ValueContext,
  { name, cell, item, days }: { name: string; cell: CellMapping; item: string; days: RowDays },
  names: NameResolver,
): Promise<string | undefined> {
  const country = await names.resolveCountry(item, days);
  if ('reason' in country) return row.fail(cell.column, item, country.reason);
  row.countResolved(cell.column);
  if (country.note !== undefined) row.notes.push(country.note);
  if (name === 'host') {
    if (country.beforeIndependence) row.values.beforeIndependence = true;
    if (country.part !== undefined) row.values.place ??= country.part;
  }
  return country.key;
}
