import { plugin as operations } from '@graphql-codegen/typescript-operations';
import { type GraphQLSchema, isInputObjectType, isNonNullType } from 'graphql';

/**
 * The stock plugin for types, save that a patch takes null for what can be taken away: what need not be there when it is recorded.
 * The stock one lets either every input be null or none, and a filter of null is refused.
 */
export const plugin: typeof operations = async (schema, ...rest) => {
  const { content, ...output } = await operations(schema, ...rest);
  return {
    ...output,
    content: content.replaceAll(/^export type (\w+)Patch = \{\n[\s\S]*?^\};$/gm, (patch, noun: string) =>
      patch.replaceAll(/^( {2}readonly (\w+)\?: .+) \| undefined;$/gm, (line, told: string, field: string) =>
        isOptional(schema, `${noun}Input`, field) ? `${told} | null | undefined;` : line,
      ),
    ),
  };
};

function isOptional(schema: GraphQLSchema, input: string, name: string): boolean {
  const type = schema.getType(input);
  const field = isInputObjectType(type) ? type.getFields()[name] : undefined;
  return field !== undefined && !isNonNullType(field.type);
}
