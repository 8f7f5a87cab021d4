import type { z } from 'zod';

export type ZodSchema = z.core.$ZodType;
export type ZodShape = Readonly<Record<string, ZodSchema>>;

/** The parts of a schema's definition that tell what it is made of. */
export interface SchemaDefinition {
  type: string;
  innerType?: ZodSchema;
  /** What a transformation takes. */
  in?: ZodSchema;
  /** The alternatives of a union. */
  options?: readonly ZodSchema[];
  element?: ZodSchema;
  shape?: ZodShape;
  entries?: Readonly<Record<string, string>>;
  format?: string;
}

export const getDefinition = (schema: ZodSchema): SchemaDefinition => schema._zod.def;

/** Returns the definition without presence and default. */
export const unwrapDefinition = (schema: ZodSchema): SchemaDefinition => {
  const definition = getDefinition(schema);
  return definition.innerType ? unwrapDefinition(definition.innerType) : definition;
};

/** Whether claims store values of the field as JSON: those that are not text. */
export const isStoredAsJson = (schema: ZodSchema): boolean =>
  ['number', 'boolean', 'array', 'object'].includes(unwrapDefinition(schema).type);
