import { z } from 'zod';
import type { RecordNoun } from '../vocabulary.ts';
import type { DerivedField, Field } from './field-kinds.ts';
import { explainUnknownKeys } from './unknown-keys.ts';

/** The fields of a noun or of a part of it, such as a citation, in the order of the interchange format. */
export type Fields = Readonly<Record<string, Field>>;

export interface NounDeclaration<N extends RecordNoun = RecordNoun, F extends Fields = Fields> {
  readonly noun: N;
  /** The fields specific to the noun. */
  readonly fields: F;
}

/** Declares a noun and the schema of its records: `common` fields of similar nouns, then its own. */
export const defineNoun = <const N extends RecordNoun, C extends z.ZodRawShape, F extends Fields>(
  noun: N,
  common: C,
  fields: F,
) => ({
  noun,
  fields,
  schema: z.strictObject(
    { noun: z.literal(noun), ...common, ...getRecordShape(fields) },
    { error: explainUnknownKeys([...Object.keys(common), ...Object.keys(fields)]) },
  ),
});

/** The names of a noun's fields of the given kinds. */
export type FieldsOfKind<F extends Fields, Kind extends Field['kind']> = {
  [Name in keyof F & string]: F[Name]['kind'] extends Kind ? Name : never;
}[keyof F & string];

/** The values of fields in a parsed record. */
export type FieldValues<F extends Fields> = z.output<z.ZodObject<RecordShape<F>>>;

type RecordShape<F extends Fields> = { [Name in keyof F]: F[Name]['schema'] };

type NamedField = readonly [name: string, field: DerivedField];
const derivedFields = new WeakMap<Fields, readonly NamedField[]>();

/** Returns the fields that are not `custom`, by name. */
export function getDerivedFields(fields: Fields): readonly NamedField[] {
  const cached = derivedFields.get(fields);
  if (cached) return cached;
  const named = Object.entries(fields).flatMap(([name, field]): NamedField[] =>
    field.kind === 'custom' ? [] : [[name, field]],
  );
  derivedFields.set(fields, named);
  return named;
}

/** Returns the zod shape of fields, in their order. */
export const getRecordShape = <F extends Fields>(fields: F) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema])) as RecordShape<F>;

/** Returns the schema of a list of parts with these fields. */
export const listSchema = <F extends Fields>(fields: F, description: string) =>
  z
    .array(z.strictObject(getRecordShape(fields), { error: explainUnknownKeys(Object.keys(fields)) }))
    .default([])
    .describe(description);

export type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never;
