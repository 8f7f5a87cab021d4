import SchemaBuilder, { type ArgBuilder } from '@pothos/core';
import type { Context } from './context.ts';

/** An object in the result of a root field's statement: its values by response key. */
export type ResultObject = Readonly<Record<string, unknown>> & {
  readonly $type?: string;
};

export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
  };
}>({ defaultFieldNullability: false });

export type BuilderTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
/** The `t` that object and interface fields have in common. */
export type FieldBuilder = Pick<PothosSchemaTypes.FieldBuilder<BuilderTypes, object>, 'field' | 'arg'>;
export type ArgsBuilder = ArgBuilder<BuilderTypes>;
/** Whatever Pothos takes for the type of an argument. */
export type ArgType = Parameters<ArgsBuilder>[0]['type'];
export type InputFieldBuilder = PothosSchemaTypes.InputFieldBuilder<BuilderTypes, 'InputObject'>;

/**
 * Casts a value of the statement's result to the type that its field declares. Pothos cannot verify the type of
 * values from SQL; this is the only place that asserts it.
 */
export const trustResult = (value: unknown): never => value as never;
