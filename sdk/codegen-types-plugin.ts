import { plugin as operations } from '@graphql-codegen/typescript-operations';
import { type GraphQLSchema, isInputObjectType, isNonNullType, Kind } from 'graphql';
import { describeFields } from './describe-fields.ts';

/** A codegen plugin: the types of the SDK, with a doc comment for every field and variable. */
export const plugin: typeof operations = async (schema, documents, ...rest) => {
  const { content, ...output } = await renderTypes(schema, documents, ...rest);
  return { ...output, content: describeFields(schema, documents, content) };
};

/**
 * The stock plugin for types with two changes: a patch accepts null for the fields that a record may leave out, which
 * removes them (the stock plugin allows null in every input or in none, and a filter rejects null), and every exported
 * type has a doc comment.
 */
export const renderTypes: typeof operations = async (schema, documents, ...rest) => {
  const { content, prepend = [], ...output } = await operations(schema, documents, ...rest);
  const descriptions = describeTypes(schema, documents);
  return {
    ...output,
    // A helper type for @defer, which no operation uses.
    prepend: prepend.filter((text) => !text.includes('export type Incremental')),
    content: content
      .replaceAll(/^export type (\w+)Patch = \{\n[\s\S]*?^\};$/gm, (patch, noun: string) =>
        patch.replaceAll(/^( {2}readonly (\w+)\?: .+) \| undefined;$/gm, (line, declaration: string, field: string) =>
          isOptionalField(schema, `${noun}Input`, field) ? `${declaration} | null | undefined;` : line,
        ),
      )
      .replaceAll(
        /(?<!\*\/\n)^export type (\w+)/gm,
        (line, name: string) => `/** ${descriptions.get(name) ?? throwMissingDescription(name)} */\n${line}`,
      ),
  };
};

/** Describes the type of each fragment and operation for which the plugin writes types. */
function describeTypes(schema: GraphQLSchema, files: Parameters<typeof operations>[1]): Map<string, string> {
  const definitions = files.flatMap(({ type, document }) => (type === 'external' ? [] : (document?.definitions ?? [])));
  return new Map(
    definitions.flatMap((definition): [string, string][] => {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        const { name, typeCondition } = definition;
        const type = typeCondition.name.value;
        const detail = name.value === type ? '' : ` (\`${type}\`, with the fields of the fragment \`${name.value}\`.)`;
        return [[name.value, `${schema.getType(type)?.description ?? type}${detail}`]];
      }
      const name = definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;
      if (name === undefined) return [];
      return [
        [name, `The result of the operation \`${name}\`.`],
        [`${name}Variables`, `The variables of the operation \`${name}\`.`],
      ];
    }),
  );
}

function throwMissingDescription(name: string): never {
  throw new Error(`The type ${name} has no description in the schema.`);
}

function isOptionalField(schema: GraphQLSchema, input: string, name: string): boolean {
  const type = schema.getType(input);
  const field = isInputObjectType(type) ? type.getFields()[name] : undefined;
  return field !== undefined && !isNonNullType(field.type);
}
