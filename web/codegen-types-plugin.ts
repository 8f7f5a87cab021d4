import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  Kind,
} from 'graphql';
import { renderTypes } from '../sdk/codegen-types-plugin.ts';

/** A codegen plugin: the types of a view's own operations. Enums, inputs and the SDK's fragments are imported from the SDK. */
export const plugin: typeof renderTypes = async (schema, documents, ...rest) => {
  const { content, prepend = [] } = await renderTypes(schema, documents, ...rest);
  const fragments = documents.flatMap(({ type, document }) => (type === 'external' ? getFragments(document) : []));
  const types = fragments.reduce((text, fragment) => joinMemberTypes(schema, fragment, text), content);
  const declared = new Set(Array.from(types.matchAll(/^(?:export )?type (\w+)/gm), ([, name]) => name));
  const code = types.replaceAll(/\/\*\*.*\*\//g, '');
  const imported = [...fragments.map(({ name }) => name.value), ...getSchemaTypeNames(schema)]
    .filter((name) => !declared.has(name) && new RegExp(`(?<!['.])\\b${name}\\b(?!['?:])`).test(code))
    .sort();
  return {
    prepend: [
      ...prepend,
      `import type { ${['TypedDocumentString', ...imported].sort().join(', ')} } from '@chancery/sdk';`,
    ],
    content: types,
  };
};

const getFragments = (document: DocumentNode | undefined): FragmentDefinitionNode[] =>
  (document?.definitions ?? []).filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);

const getSchemaTypeNames = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isEnumType(type) || isInputObjectType(type))
    .map(({ name }) => name);

/**
 * The stock plugin writes a fragment on an interface as a union of one private type per object type. The SDK exports
 * only the union: its members become that union again, or are extracted from it by their type name.
 */
function joinMemberTypes(schema: GraphQLSchema, fragment: FragmentDefinitionNode, content: string): string {
  const name = fragment.name.value;
  const type = schema.getType(fragment.typeCondition.name.value);
  if (!isAbstractType(type)) return content;
  const members = schema.getPossibleTypes(type).map((member) => `${name}_${member.name}`);
  const union = members
    .sort()
    .map((member) => String.raw`\s*\|\s*${member}\b`)
    .join('');
  return content
    .replaceAll(new RegExp(union, 'g'), ` ${name}`)
    .replaceAll(
      new RegExp(`\\b${name}_(\\w+)\\b`, 'g'),
      (_, member) => `Extract<${name}, { __typename: '${member}' }>`,
    );
}
