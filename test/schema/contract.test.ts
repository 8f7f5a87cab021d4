import { readFileSync } from 'node:fs';
import {
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  resolveSchemaCoordinate,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';

/** The types, fields, arguments and enum values that every version of the API has, as schema coordinates. */
const requiredCoordinates = readFileSync(new URL('./contract-coordinates.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

// test/scripts/breaking-changes.test.ts compares their types with those of the released schema.
test('the schema has every type, field, argument and enum value that clients rely on', () => {
  expect(requiredCoordinates.length).toBeGreaterThan(1_000);
  expect(requiredCoordinates.filter((coordinate) => !resolveSchemaCoordinate(schema, coordinate))).toEqual([]);
});

/** The description of a connection explains the arguments of its page, instead of each list. */
const pageArguments = ['first', 'after', 'last', 'before'];

test('every type, field, argument, input field and enum value has a description', () => {
  expect(Object.values(schema.getTypeMap()).flatMap((type) => listUndescribed(type))).toEqual([]);
});

interface Described {
  name: string;
  description?: string | null | undefined;
}

function listUndescribed(type: GraphQLNamedType): string[] {
  if (isIntrospectionType(type) || isSpecifiedScalarType(type)) return [];
  return [...withoutDescription('', [type]), ...listUndescribedMembers(type)];
}

function listUndescribedMembers(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return withoutDescription(`${type.name}.`, type.getValues());
  if (isInputObjectType(type)) return withoutDescription(`${type.name}.`, Object.values(type.getFields()));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  return [
    ...withoutDescription(`${type.name}.`, fields),
    ...fields.flatMap(({ name, args, type: returned }) =>
      withoutDescription(
        `${type.name}.${name}:`,
        getNamedType(returned).name.endsWith('Connection')
          ? args.filter((argument) => !pageArguments.includes(argument.name))
          : args,
      ),
    ),
  ];
}

const withoutDescription = (owner: string, members: readonly Described[]): string[] =>
  members.flatMap(({ name, description }) => (description?.trim() ? [] : [owner + name]));
