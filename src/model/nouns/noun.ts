import type { z } from 'zod';
import type { RecordNoun } from '../vocabulary.ts';
import type { DerivedField, Field } from './field-kinds.ts';

/** The fields specific to a noun, in the order of the interchange format. */
export type Fields = Readonly<Record<string, Field>>;

export interface NounDeclaration<N extends RecordNoun = RecordNoun, F extends Fields = Fields> {
  readonly noun: N;
  readonly fields: F;
}

export const defineNoun = <const N extends RecordNoun, F extends Fields>(
  noun: N,
  fields: F,
): NounDeclaration<N, F> => ({
  noun,
  fields,
});

/** The names of a noun's fields of the given kinds. */
export type FieldsOfKind<F extends Fields, Kind extends Field['kind']> = {
  [Name in keyof F & string]: F[Name]['kind'] extends Kind ? Name : never;
}[keyof F & string];

/** The names of all fields that are not `custom`. */
export type DerivedFieldNames<F extends Fields> = FieldsOfKind<F, DerivedField['kind']>;

/** The values of a noun's fields in a parsed record. */
export type FieldValues<F extends Fields> = z.output<z.ZodObject<RecordShape<F>>>;

type RecordShape<F extends Fields> = { [Name in keyof F]: F[Name]['schema'] };

/** Returns the fields that are not `custom`, by name. */
export const getDerivedFields = ({ fields }: NounDeclaration): [name: string, field: DerivedField][] =>
  Object.entries(fields).flatMap(([name, field]) => (field.kind === 'custom' ? [] : [[name, field]]));

/** Returns the zod shape of a noun's own fields, in their order. */
export const getRecordShape = <F extends Fields>({ fields }: NounDeclaration<RecordNoun, F>) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema])) as RecordShape<F>;

export type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never;
