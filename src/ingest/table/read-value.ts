import type { RecordInput } from '../../model/records/index.ts';
import type { ResolutionKind } from '../../model/vocabulary.ts';
import { parseNumber } from '../trade-flows/parse-number.ts';
import type { CellMapping, TableMapping } from './mapping.ts';
import type { TableField } from './noun-fields.ts';
import type { NameResolver, Resolved, RowDays } from './resolve-names.ts';

/** The row that a value is read for. */
export interface ValueContext {
  readonly values: Record<string, unknown>;
  readonly notes: string[];
  readonly needed: RecordInput[];
  /** Undefined if the row's dates cannot be read: its names are not resolved then. */
  readonly days: RowDays | undefined;
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
}

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
    case 'reference': {
      const [item = ''] = items;
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
  { decimal, thousands, missing }: TableMapping,
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
  { names }: ValueOptions,
): Promise<string | undefined> {
  const { days } = row;
  if (!days) return undefined;
  const kinds = kindsByTarget[target];
  if (target === 'country') return resolveCountry(row, { name, cell, item, days }, names);
  // Other records have no names: the cell has the key.
  const found: Resolved =
    target === 'party'
      ? await names.resolveParty(item, days)
      : kinds
        ? await names.resolveNamed(item, kinds)
        : { key: target === 'commodity' && /^\d+$/.test(item) ? `HS-${item}` : item };
  if ('reason' in found) return row.fail(cell.column, item, found.reason);
  row.countResolved(cell.column);
  if (found.note !== undefined) row.notes.push(found.note);
  return found.key;
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
