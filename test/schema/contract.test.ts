import { existsSync, readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';

const folder = new URL('../../../shared/design/contract/', import.meta.url);
const entryTypes = ['Visit', 'Statement', 'TradeLink', 'Agreement', 'Position', 'Figure'];

/** The parts of the contract that are built, as one schema. */
function contract() {
  const parts = ['1-record.graphql', '2-evidence.graphql', '3-flows.graphql'].map((file) =>
    readFileSync(new URL(file, folder), 'utf8'),
  );
  // What the second part adds to the interface holds for every type that implements it.
  const [, added = ''] = /extend interface Entry \{([^}]*)\}/.exec(parts.join('\n')) ?? [];
  return buildSchema([...parts, ...entryTypes.map((type) => `extend type ${type} {${added}}`)].join('\n'));
}

test.skipIf(!existsSync(folder))(
  'the schema keeps every name of the contract (skipped where ../shared/design is absent)',
  async () => {
    const changes = await diff(contract(), schema);
    const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
    expect(breaking.map(({ message }) => message)).toEqual([]);
  },
);

test('every type, field, argument, input field and enum value says what it means', () => {
  expect(Object.values(schema.getTypeMap()).flatMap((type) => undescribed(type))).toEqual([]);
});

interface Described {
  name: string;
  description?: string | null | undefined;
}

function undescribed(type: GraphQLNamedType): string[] {
  if (isIntrospectionType(type) || isSpecifiedScalarType(type)) return [];
  return [...bare('', [type]), ...members(type)];
}

function members(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return bare(`${type.name}.`, type.getValues());
  if (isInputObjectType(type)) return bare(`${type.name}.`, Object.values(type.getFields()));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  return [
    ...bare(`${type.name}.`, fields),
    ...fields.flatMap((field) => bare(`${type.name}.${field.name}:`, field.args)),
  ];
}

const bare = (owner: string, all: readonly Described[]): string[] =>
  all.flatMap(({ name, description }) => (description?.trim() ? [] : [owner + name]));
