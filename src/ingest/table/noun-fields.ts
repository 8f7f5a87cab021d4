import { badInput } from '../../model/errors.ts';
import { date, day, type Field, text } from '../../model/nouns/field-kinds.ts';
import * as nouns from '../../model/nouns/index.ts';
import { isEntryNoun, visitPurposes } from '../../model/vocabulary.ts';
import { getCellMapping, getRowSource, type TableMapping } from './mapping.ts';
import type { TableNoun } from './table-nouns.ts';

type Fields = Readonly<Record<string, Field>>;

const declarations: Readonly<Record<TableNoun, { fields: Fields }>> = {
  visit: nouns.visit,
  statement: nouns.statement,
  agreement: nouns.agreement,
  'trade-link': nouns.tradeLink,
  position: nouns.position,
  figure: nouns.figure,
  term: nouns.term,
};

const entryFields: Fields = {
  summary: text('The summary.', { length: 'summary' }),
  at: day('The day to sort by.', { optional: true }),
  date: date('The date.', { optional: true }),
};

/** The fields that date a row, the most telling first. Its names are read as of that day. */
const dayFields = ['start', 'saidOn', 'signedOn', 'period', 'date', 'at', 'entryIntoForce', 'end'];

/** The fields of a noun that are written by hand, and how a table fills them. */
const travellersField = 'travellers';
const listFields: Readonly<Record<string, readonly string[]>> = { purposes: visitPurposes };

/** How a table fills a field. */
export type TableField =
  | Exclude<Field, { kind: 'custom' }>
  | { kind: 'travellers' }
  | { kind: 'list'; values: readonly string[] };

/** Returns the fields of a noun that a table can fill, by name. */
export function getTableFields(noun: TableNoun): ReadonlyMap<string, TableField> {
  const all = { ...(isEntryNoun(noun) && entryFields), ...declarations[noun].fields };
  return new Map(
    Object.entries(all).flatMap(([name, field]): [string, TableField][] => {
      if (field.kind !== 'custom') return [[name, field]];
      if (name === travellersField) return [[name, { kind: 'travellers' }]];
      const values = listFields[name];
      return values ? [[name, { kind: 'list', values }]] : [];
    }),
  );
}

/** Returns the fields in the order in which they date a row. */
export const listDayFields = (fields: ReadonlyMap<string, TableField>): string[] =>
  dayFields.filter((name) => ['date', 'day'].includes(fields.get(name)?.kind ?? ''));

const placeholderPattern = /\{([^{}]+)\}/g;

/** Returns the names in the braces of a template. */
const listPlaceholders = (template: string): string[] =>
  [...template.matchAll(placeholderPattern)].map(([, name = '']) => name.trim());

/** Replaces the names in braces. */
export const fillTemplate = (template: string, fill: (name: string) => string): string =>
  template.replace(placeholderPattern, (_, name: string) => fill(name.trim()));

/** The name of a placeholder for the line. */
export const rowPlaceholder = 'row';

/** Returns the fields that take each column. */
export function listColumnUses({ fields, key, ...mapping }: TableMapping): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  const add = (column: string | undefined, field: string): void => {
    if (column !== undefined) uses.set(column, [...(uses.get(column) ?? []), field]);
  };
  for (const [name, field] of Object.entries(fields)) {
    const cell = getCellMapping(field);
    add(cell?.column, name);
    add(cell?.office, `${name} (office)`);
    add(cell?.country, `${name} (country)`);
    if (typeof field === 'object' && 'template' in field)
      for (const column of listPlaceholders(field.template)) add(column, name);
  }
  const sources = getRowSource({ fields, key, ...mapping });
  add(sources?.column, 'sources');
  add(sources?.publisher, 'sources (publisher)');
  for (const name of listPlaceholders(key)) if (!(name in fields) && name !== rowPlaceholder) add(name, 'key');
  return uses;
}

/** Throws BAD_INPUT if the mapping names a field that the noun does not have, or a column that the table does not have. */
export function assertMappingFits(
  mapping: TableMapping,
  noun: TableNoun,
  columns: readonly string[],
  mappingName: string,
): void {
  const invalid = (reason: string) => badInput(`The mapping ${mappingName} does not fit. ${reason}`, 'mapping');
  const fields = getTableFields(noun);
  for (const [name, field] of Object.entries(mapping.fields)) {
    const declared = fields.get(name);
    if (!declared) throw invalid(`A ${noun} has no field "${name}", only ${[...fields.keys()].join(', ')}.`);
    const cell = getCellMapping(field);
    const isPerson = declared.kind === 'travellers' || name === 'speaker';
    if (!isPerson && (cell?.office !== undefined || cell?.country !== undefined))
      throw invalid(`"${name}" takes neither "office" nor "country": only travellers and speakers do.`);
    if (declared.kind === 'travellers' && typeof field === 'object' && 'template' in field)
      throw invalid('"travellers" cannot be a template.');
  }
  const missing = [...listColumnUses(mapping).keys(), ...mapping.ignored].filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw invalid(
      `The table has no column ${missing.map((column) => JSON.stringify(column)).join(', ')}, only ${columns.map((column) => JSON.stringify(column)).join(', ')}.`,
    );
}
