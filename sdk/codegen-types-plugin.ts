import { plugin as operations } from '@graphql-codegen/typescript-operations';
import { type GraphQLSchema, isInputObjectType, isNonNullType, Kind } from 'graphql';

/**
 * The stock plugin for types, save that a patch takes null for what can be taken away: what need not be there when it is recorded.
 * The stock one lets either every input be null or none, and a filter of null is refused. And every type that it exports says what it is.
 */
export const plugin: typeof operations = async (schema, documents, ...rest) => {
  const { content, prepend = [], ...output } = await operations(schema, documents, ...rest);
  const told = describeTypes(schema, documents);
  return {
    ...output,
    // One is for @defer, which nothing here asks for.
    prepend: prepend.filter((text) => !text.includes('export type Incremental')),
    content: content
      .replaceAll(/^export type (\w+)Patch = \{\n[\s\S]*?^\};$/gm, (patch, noun: string) =>
        patch.replaceAll(/^( {2}readonly (\w+)\?: .+) \| undefined;$/gm, (line, told: string, field: string) =>
          isOptionalField(schema, `${noun}Input`, field) ? `${told} | null | undefined;` : line,
        ),
      )
      .replaceAll(
        /(?<!\*\/\n)^export type (\w+)/gm,
        (line, name: string) => `/** ${told.get(name) ?? throwMissingDescription(name)} */\n${line}`,
      ),
  };
};

/** What each type of a fragment and an operation is. */
function describeTypes(schema: GraphQLSchema, files: Parameters<typeof operations>[1]): Map<string, string> {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  return new Map(
    definitions.flatMap((definition): [string, string][] => {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        const { name, typeCondition } = definition;
        const type = typeCondition.name.value;
        const detail = name.value === type ? '' : ` (\`${type}\`, as the fragment \`${name.value}\` asks for it.)`;
        return [[name.value, `${schema.getType(type)?.description ?? type}${detail}`]];
      }
      const name = definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;
      if (name === undefined) return [];
      return [
        [name, `What the operation \`${name}\` answers.`],
        [`${name}Variables`, `The variables of the operation \`${name}\`.`],
      ];
    }),
  );
}

function throwMissingDescription(name: string): never {
  throw new Error(`Nothing says what the type ${name} is.`);
}

function isOptionalField(schema: GraphQLSchema, input: string, name: string): boolean {
  const type = schema.getType(input);
  const field = isInputObjectType(type) ? type.getFields()[name] : undefined;
  return field !== undefined && !isNonNullType(field.type);
}
