import { badInput } from '../../model/errors.ts';
import { suggestName } from '../../model/find-nearest-name.ts';
import { date, day, type Field, text } from '../../model/nouns/field-kinds.ts';
import * as nouns from '../../model/nouns/index.ts';
import { isEntryNoun, visitPurposes } from '../../model/vocabulary.ts';
import { getRowSource, type TableMapping } from './mapping.ts';
import { getCellMapping, listFieldCases, type SimpleFieldMapping } from './mapping-fields.ts';
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
  person: nouns.person,
  organization: nouns.organization,
  office: nouns.office,
};

const entryFields: Fields = {
  summary: text('The summary.', { length: 'summary' }),
  at: day('The day to sort by.', { optional: true }),
  date: date('The date.', { optional: true }),
};

/** The fields of a person and of an organization besides their own. */
const partyFields: Fields = { name: text('The display name.') };
const partyNouns: readonly TableNoun[] = ['person', 'organization'];

/** The fields that date a row, the most telling first. Its names are read as of that day. */
const dayFields = ['start', 'saidOn', 'signedOn', 'period', 'date', 'at', 'entryIntoForce', 'end', 'died', 'born'];

/** The fields of a noun that are written by hand, and how a table fills them. */
const travellersField = 'travellers';
const listFields: Readonly<Record<string, readonly string[]>> = { purposes: visitPurposes };

/** How a table fills a field. */
export type TableField =
  | Exclude<Field, { kind: 'custom' }>
  | { kind: 'travellers' }
  | { kind: 'identifiers' }
  | { kind: 'names' }
  | { kind: 'list'; values: readonly string[] };

/** Returns the fields of a noun that a table can fill, by name. */
export function getTableFields(noun: TableNoun): ReadonlyMap<string, TableField> {
  const isParty = partyNouns.includes(noun);
  const all = { ...(isEntryNoun(noun) && entryFields), ...(isParty && partyFields), ...declarations[noun].fields };
  const fields = Object.entries(all).flatMap(([name, field]): [string, TableField][] => {
    if (field.kind !== 'custom') return [[name, field]];
    if (name === identifiersName) return [[name, { kind: 'identifiers' }]];
    if (name === travellersField) return [[name, { kind: 'travellers' }]];
    const values = listFields[name];
    return values ? [[name, { kind: 'list', values }]] : [];
  });
  return new Map<string, TableField>([
    ...fields,
    ...(isParty
      ? ([
          [identifiersName, { kind: 'identifiers' }],
          ['names', { kind: 'names' }],
        ] as const)
      : []),
  ]);
}
const identifiersName = 'sameAs';

/** Returns the numbered columns of a prefix: c1, c2 and so on. */
export const listNumberedColumns = (prefix: string, columns: readonly string[]): string[] =>
  columns
    .filter((column) => column.startsWith(prefix) && /^\d+$/.test(column.slice(prefix.length)))
    .toSorted((one, other) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)));

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

/** Returns the fields that take each column. `columns` are those of the table, for numbered ones. */
export function listColumnUses(mapping: TableMapping, columns: readonly string[] = []): Map<string, string[]> {
  const { fields, key, only, differing = [] } = mapping;
  const uses = new Map<string, string[]>();
  const add = (column: string | undefined, field: string): void => {
    if (column === undefined || uses.get(column)?.includes(field)) return;
    uses.set(column, [...(uses.get(column) ?? []), field]);
  };
  for (const [name, field] of Object.entries(fields)) {
    if (typeof field === 'object' && 'by' in field) add(field.by, name);
    for (const one of listFieldCases(field))
      for (const column of listColumns(one, columns)) add(column.name, `${name}${column.role}`);
  }
  const sources = getRowSource(mapping);
  add(sources?.column, 'sources');
  add(sources?.publisher, 'sources (publisher)');
  for (const name of listPlaceholders(key)) if (!(name in fields) && name !== rowPlaceholder) add(name, 'key');
  for (const column of [...Object.keys(only), ...differing]) add(column, 'rows to import');
  return uses;
}

function listColumns(field: SimpleFieldMapping, columns: readonly string[]): { name: string; role: string }[] {
  const cell = getCellMapping(field);
  const used: readonly (readonly [string | undefined, string])[] = cell
    ? [
        [cell.column, ''],
        [cell.office, ' (office)'],
        [cell.term, ' (term)'],
        [cell.country ?? cell.newOffice?.country, ' (country)'],
        [cell.year, ' (year)'],
        [cell.precision, ' (precision)'],
      ]
    : typeof field === 'string' || 'value' in field
      ? []
      : 'template' in field
        ? listPlaceholders(field.template).map((name) => [name, ''] as const)
        : 'numbered' in field
          ? listNumberedColumns(field.numbered, columns).map((name) => [name, ''] as const)
          : 'identifiers' in field
            ? Object.values(field.identifiers).map((name) => [name, ''] as const)
            : [];
  return used.flatMap(([name, role]) => (name === undefined ? [] : [{ name, role }]));
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
    if (!declared)
      throw invalid(
        `A ${noun} has no field "${name}", only ${[...fields.keys()].join(', ')}.${suggestName(name, [...fields.keys()])}`,
      );
    for (const one of listFieldCases(field)) {
      const fault = findFieldFault(name, declared, one, columns);
      if (fault !== undefined) throw invalid(fault);
    }
  }
  if (mapping.existing === 'name' && !partyNouns.includes(noun) && noun !== 'office')
    throw invalid(`"existing: name" is for people, organizations and offices, not for a ${noun}.`);
  const missing = [...listColumnUses(mapping, columns).keys(), ...mapping.ignored].filter(
    (column) => !columns.includes(column),
  );
  if (missing.length > 0)
    throw invalid(
      `The table has no column ${missing.map((column) => JSON.stringify(column)).join(', ')}, only ${columns.map((column) => JSON.stringify(column)).join(', ')}.${suggestName(missing[0] ?? '', columns)}`,
    );
}

/** Returns why a field cannot be read as the mapping says. */
function findFieldFault(
  name: string,
  declared: TableField,
  field: SimpleFieldMapping,
  columns: readonly string[],
): string | undefined {
  const cell = getCellMapping(field);
  const isPerson = declared.kind === 'travellers' || name === 'speaker';
  if (!isPerson && (cell?.office !== undefined || cell?.country !== undefined))
    return `"${name}" takes neither "office" nor "country": only travellers and speakers do.`;
  if (cell?.term !== undefined && declared.kind !== 'travellers')
    return `"${name}" does not take "term": only travellers do.`;
  if (cell?.newOffice && !(declared.kind === 'reference' && declared.target === 'office'))
    return `"${name}" cannot take "newOffice": it is not an office.`;
  if (
    declared.kind === 'identifiers' &&
    (cell || (typeof field === 'object' && !('identifiers' in field) && !('value' in field)))
  )
    return `"${name}" takes "identifiers".`;
  if (typeof field === 'string') return undefined;
  if (declared.kind !== 'identifiers' && 'identifiers' in field) return `"${name}" cannot take "identifiers".`;
  if (declared.kind === 'travellers' && 'template' in field) return '"travellers" cannot be a template.';
  if ('numbered' in field && listNumberedColumns(field.numbered, columns).length === 0)
    return `The table has no columns ${field.numbered}1, ${field.numbered}2 ….`;
  return undefined;
}
