import { type GraphQLInputType, getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';
import { badInput } from '../../model/errors.ts';
import { isObject } from '../../model/is-object.ts';
import { previewValue } from '../preview-value.ts';

/**
 * Throws BAD_INPUT for a field or an enum value that an input type does not have. graphql-js checks all values; this
 * names those that are accepted.
 */
export function checkInput(inputType: GraphQLInputType, value: unknown, path: string): void {
  const type = getNullableType(inputType);
  if (value === null || value === undefined) return;
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [value];
    for (const [index, item] of items.entries()) checkInput(type.ofType, item, `${path}.${index}`);
  } else if (isInputObjectType(type)) {
    const fields = type.getFields();
    if (!isObject(value))
      throw badInput(`${path} must be an object (got ${previewValue(value)}). Its fields are ${list(fields)}.`, path);
    for (const [name, inner] of Object.entries(value)) {
      const field = fields[name];
      if (!field)
        throw badInput(`${path}: ${previewValue(name)} is not a field of it. Use ${list(fields)}.`, `${path}.${name}`);
      checkInput(field.type, inner, `${path}.${name}`);
    }
  } else if (isEnumType(type) && !type.getValues().some(({ name }) => name === value)) {
    const names = type.getValues().map(({ name }) => name);
    throw badInput(`${path}: ${previewValue(value)} is not one of its values. Use ${names.join(', ')}.`, path);
  }
}

const list = (fields: object): string => Object.keys(fields).join(', ');
