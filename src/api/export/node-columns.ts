import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { toKebabCase } from '../../model/kebab-case.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import type { Cell, Column, Row } from '../../store/export/table.ts';

/** A column of rows that are not records: a field of a node. */
export interface NodeColumn extends Column {
  /** The field as it is selected. */
  selection: string;
  /** The path of the value in the node. */
  path: readonly string[];
  convert?: (value: Cell) => Cell;
}

/** Returns the noun of a type; undefined if its values are not records. */
export const toNoun = (typeName: string): RecordNoun | undefined =>
  recordNouns.find((noun) => noun === toKebabCase(typeName).slice(1));

const scalarTypes: Readonly<Record<string, Column['type']>> = { Int: 'integer', Float: 'number', Boolean: 'boolean' };

/**
 * Returns a column for each field of a type that has a value, a reference or a date. Fields with arguments are left out.
 * Rows of several types have their noun first.
 */
export const selectNodeColumns = (type: GraphQLObjectType | GraphQLInterfaceType): NodeColumn[] => [
  ...(isInterfaceType(type) ? [nounColumn] : []),
  ...Object.values(type.getFields()).flatMap((field) => {
    if (field.name === 'id' || field.args.some(isRequiredArgument)) return [];
    const part = selectPart(field.type);
    return part === undefined ? [] : [createColumn(field, part)];
  }),
];

const nounColumn: NodeColumn = {
  name: 'noun',
  selection: '__typename',
  path: ['__typename'],
  type: 'string',
  isList: false,
  description: 'The noun of the record.',
  isRequired: true,
  convert: (typeName) => toNoun(String(typeName)) ?? null,
};

/** Returns what identifies a value of this type: itself for a scalar, its key for a record, its EDTF for a date. */
function selectPart(type: GraphQLOutputType): string[] | undefined {
  const named = getNamedType(type);
  if (isLeafType(named)) return [];
  if (!isObjectType(named) && !isInterfaceType(named)) return undefined;
  const fields = named.getFields();
  const part = ['key', 'edtf'].find((name) => fields[name]);
  return part === undefined ? undefined : [part];
}

function createColumn({ name, type, description }: GraphQLField<unknown, unknown>, part: string[]): NodeColumn {
  const named = getNamedType(type);
  return {
    name,
    path: [name, ...part],
    selection: part.length === 0 ? name : `${name} { ${part.join(' ')} }`,
    type: scalarTypes[named.name] ?? 'string',
    isList: isListType(getNullableType(type)),
    description: description ?? undefined,
    isRequired: isNonNullType(type),
    values: isEnumType(named) ? named.getValues().map((value) => value.name) : undefined,
  };
}

/** Returns the row of a node. */
export const toNodeRow = (node: object, columns: readonly NodeColumn[]): Row =>
  columns.map(({ path, isList, convert }) => {
    const found = readPath(node, path);
    const values = convert ? found.map(convert) : found;
    return isList ? values : (values[0] ?? null);
  });

function readPath(value: unknown, [name, ...rest]: readonly string[]): Cell[] {
  if (value === null || value === undefined) return [null];
  if (name === undefined) return [typeof value === 'object' ? JSON.stringify(value) : (value as Cell)];
  const next = (value as Record<string, unknown>)[name];
  return Array.isArray(next) ? next.flatMap((item) => readPath(item, rest)) : readPath(next, rest);
}
