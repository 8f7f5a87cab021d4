import {
  type GraphQLSchema,
  type IntrospectionField,
  type IntrospectionInputValue,
  type IntrospectionType,
  type IntrospectionTypeRef,
  introspectionFromSchema,
} from 'graphql';

/** A codegen plugin: the schema as the type that gql.tada reads, in the form that its own `generate-output` writes. */
export function plugin(schema: GraphQLSchema): string {
  const { __schema: introspection } = introspectionFromSchema(schema, {
    descriptions: false,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const types = introspection.types.filter(({ name }) => !name.startsWith('__'));
  return [
    '/** The schema as the type that gql.tada reads. */',
    'export type introspection = {',
    '  name: never;',
    `  query: ${renderName(introspection.queryType.name)};`,
    `  mutation: ${renderName(introspection.mutationType?.name)};`,
    `  subscription: ${renderName(introspection.subscriptionType?.name)};`,
    '  types: {',
    ...types.map((type) => `    ${type.name}: ${renderType(type)};`),
    '  };',
    '};',
    '',
  ].join('\n');
}

const renderName = (name: string | undefined): string => (name === undefined ? 'never' : `'${name}'`);
const renderUnion = (members: readonly { readonly name: string }[]): string =>
  members.map(({ name }) => `'${name}'`).join(' | ') || 'never';

function renderType(type: IntrospectionType): string {
  switch (type.kind) {
    case 'ENUM':
      return `{ name: '${type.name}'; enumValues: ${renderUnion(type.enumValues)} }`;
    case 'INPUT_OBJECT':
      return `{ kind: 'INPUT_OBJECT'; name: '${type.name}'; isOneOf: ${type.isOneOf === true}; inputFields: [${type.inputFields.map(renderInputField).join(', ')}] }`;
    case 'OBJECT':
      return `{ kind: 'OBJECT'; name: '${type.name}'; fields: ${renderFields(type.fields)} }`;
    case 'INTERFACE':
      return `{ kind: 'INTERFACE'; name: '${type.name}'; fields: ${renderFields(type.fields)}; possibleTypes: ${renderUnion(type.possibleTypes)} }`;
    case 'UNION':
      return `{ kind: 'UNION'; name: '${type.name}'; fields: {}; possibleTypes: ${renderUnion(type.possibleTypes)} }`;
    default:
      return 'unknown';
  }
}

const renderFields = (fields: readonly IntrospectionField[]): string =>
  `{ ${fields.map(({ name, type }) => `${name}: { name: '${name}'; type: ${renderTypeRef(type)} }`).join('; ')} }`;

const renderInputField = ({ name, type, defaultValue }: IntrospectionInputValue): string =>
  `{ name: '${name}'; type: ${renderTypeRef(type)}; defaultValue: ${JSON.stringify(defaultValue ?? null)} }`;

const renderTypeRef = (type: IntrospectionTypeRef): string =>
  type.kind === 'NON_NULL' || type.kind === 'LIST'
    ? `{ kind: '${type.kind}'; name: never; ofType: ${renderTypeRef(type.ofType)} }`
    : `{ kind: '${type.kind}'; name: '${type.name}'; ofType: null }`;
