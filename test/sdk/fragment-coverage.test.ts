import { readdirSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
} from 'graphql';
import { describe, expect, test } from 'vitest';

const operationsFolder = new URL('../../sdk/operations/', import.meta.url);
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/**
 * Fields that no fragment selects, with the reason. Connections need no entry: each has a separate
 * paginated query.
 */
const omittedFields: Readonly<Record<string, string>> = {
  'Agreement.date': 'the same as signedOn',
  'Figure.date': 'the same as period',
  'Position.date': 'the same as start',
  'Statement.date': 'the same as saidOn',
  'TradeLink.date': 'the same as start',
  'Visit.date': 'the same as start',
  'Country.groups': 'takes a day',
  'Country.leaders': 'takes a day',
  'Office.holders': 'takes a day',
  'Revision.entry': 'the history is read from the entry itself',
  'Revision.record': 'the history is read from the record itself',
  'Source.text': 'takes words, and may be long',
  'Trip.travellers': 'the travellers of its visits',
  'Trip.visits': 'a visit selects its trip, so this would select every visit of the trip with each visit',
};

const fragments = readdirSync(operationsFolder)
  .filter((file) => file.endsWith('.graphql'))
  .flatMap((file) =>
    parse(readFileSync(new URL(file, operationsFolder), 'utf8')).definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [{ file, name: definition.name.value, selections: definition.selectionSet.selections }]
        : [],
    ),
  );
const fragmentsByName = new Map(fragments.map((fragment) => [fragment.name, fragment]));

/** The fields that a fragment selects, directly or through other fragments. */
function getSelectedFields(name: string): string[] {
  return (fragmentsByName.get(name)?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value;
    return selection.kind === Kind.FRAGMENT_SPREAD ? getSelectedFields(selection.name.value) : [];
  });
}

function getSelectableFields(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument) && !getNamedType(field.type).name.endsWith('Connection'))
    .map(({ name }) => name);
}

const types = fragments.flatMap(({ name, file }) => {
  const type = schema.getType(name);
  return isObjectType(type) ? [{ type, file }] : [];
});

describe('the SDK selects every field of', () => {
  test.each(types)('$type.name', ({ type, file }) => {
    const selected = new Set([type.name, `${type.name}Detail`].flatMap(getSelectedFields));
    const missing = getSelectableFields(type).filter(
      (name) => !selected.has(name) && !(`${type.name}.${name}` in omittedFields),
    );
    expect(
      missing,
      `sdk/operations/${file}: add ${missing.join(', ')} to the fragment ${type.name} or ${type.name}Detail, ` +
        'or list it with a reason in omittedFields (test/sdk/fragment-coverage.test.ts).',
    ).toEqual([]);
  });
});

test('lists as omitted only fields that exist and are not selected', () => {
  const obsolete = Object.keys(omittedFields).filter((path) => {
    const [typeName = '', field = ''] = path.split('.');
    const type = types.find(({ type }) => type.name === typeName)?.type;
    const selected = [typeName, `${typeName}Detail`].flatMap(getSelectedFields);
    return !type || !getSelectableFields(type).includes(field) || selected.includes(field);
  });
  expect(obsolete).toEqual([]);
});

test('has a fragment for every noun that a mutation records', () => {
  const nouns = Object.keys(schema.getMutationType()?.getFields() ?? {}).flatMap(
    (name) => /^record(\w+)$/.exec(name)?.[1] ?? [],
  );
  expect(nouns).toContain('Visit');
  const missing = nouns.filter((noun) => !fragmentsByName.has(noun));
  expect(missing, `sdk/operations: add a file <noun>.graphql with a fragment ${missing.join(', ')}.`).toEqual([]);
});
