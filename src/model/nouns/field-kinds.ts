import { z } from 'zod';
import {
  daySchema,
  fuzzyDateSchema,
  type ReferenceTarget,
  referencesTo,
  referenceTo,
} from '../records/field-schemas.ts';

/**
 * The kinds of fields that a noun is declared with. Each kind determines the column, the record schema, how the field is
 * written and read back, and its GraphQL type. Every field has two descriptions: that of the record, and that of the API.
 */

/** `DAY`: the column, then the day and the key of an entry. `COLUMN`: the column alone. */
type IndexKind = 'DAY' | 'COLUMN';

interface Options {
  optional?: true;
  index?: IndexKind;
}

interface Declaration<Kind extends string, Schema extends z.ZodType, IsOptional extends boolean> {
  readonly kind: Kind;
  readonly schema: Schema;
  readonly isOptional: IsOptional;
  /** The description in the API. */
  readonly description: string;
  readonly index: IndexKind | undefined;
}

type IsOptional<O> = O extends { optional: true } ? true : false;
type BaseSchema<Default, O> = O extends { schema: infer Schema extends z.ZodType } ? Schema : Default;
type SchemaOf<Schema extends z.ZodType, O> = O extends { optional: true }
  ? z.ZodOptional<Schema>
  : O extends { default: unknown }
    ? z.ZodDefault<Schema>
    : Schema;

export interface TextField<S extends z.ZodType = z.ZodType, O extends boolean = boolean>
  extends Declaration<'text', S, O> {
  readonly scalar: 'String' | 'DateTime';
}
export interface NumberField<S extends z.ZodType = z.ZodType, O extends boolean = boolean, D extends boolean = boolean>
  extends Declaration<'number', S, O> {
  readonly isDecimal: D;
}
export type BooleanField<S extends z.ZodType = z.ZodType, O extends boolean = boolean> = Declaration<'boolean', S, O>;
export type DayField<S extends z.ZodType = z.ZodType, O extends boolean = boolean> = Declaration<'day', S, O>;
type Vocabulary = readonly [string, ...string[]];
export interface OneOfField<
  V extends Vocabulary = Vocabulary,
  S extends z.ZodType = z.ZodType,
  O extends boolean = boolean,
> extends Declaration<'oneOf', S, O> {
  readonly values: V;
}
export type DateField<S extends z.ZodType = z.ZodType, O extends boolean = boolean> = Declaration<'date', S, O>;
export interface ReferenceField<S extends z.ZodType = z.ZodType, O extends boolean = boolean>
  extends Declaration<'reference', S, O> {
  readonly target: KeyedTarget;
}
export interface ReferencesField<S extends z.ZodType = z.ZodType> extends Declaration<'references', S, false> {
  readonly target: KeyedTarget;
}
/** Only the record schema is declared: tables, write, read-back and GraphQL fields are written by hand. */
export type CustomField<S extends z.ZodType = z.ZodType> = Pick<Declaration<'custom', S, boolean>, 'kind' | 'schema'>;

export type DerivedField =
  | TextField
  | NumberField
  | BooleanField
  | DayField
  | OneOfField
  | DateField
  | ReferenceField
  | ReferencesField;
export type Field = DerivedField | CustomField;

/** What a reference can name. A coverage has no key. */
export type KeyedTarget = Exclude<ReferenceTarget, 'coverage'>;

const declare = <K extends string, S extends z.ZodType>(
  kind: K,
  schema: S,
  recordDescription: string,
  description: string,
  options: Options & { default?: unknown },
) => {
  const withPresence = options.optional
    ? schema.optional()
    : options.default === undefined
      ? schema
      : schema.default(options.default as z.core.util.NoUndefined<z.output<S>>);
  return {
    kind,
    // A description of its own would repeat the schema in the JSON Schema.
    schema: schema.description === recordDescription ? withPresence : withPresence.describe(recordDescription),
    isOptional: options.optional ?? false,
    description,
    index: options.index,
  };
};

interface TextOptions extends Options {
  /** Instead of any text but an empty one. */
  schema?: z.ZodType<string, string>;
  scalar?: 'DateTime';
}
/** Text: a name, a code, the words of a source. */
export function text<const O extends TextOptions = TextOptions>(
  recordDescription: string,
  description: string,
  options?: O,
): TextField<SchemaOf<BaseSchema<z.ZodString, O>, O>, IsOptional<O>>;
export function text(recordDescription: string, description: string, options: TextOptions = {}): TextField {
  const schema = options.schema ?? z.string().min(1);
  return { ...declare('text', schema, recordDescription, description, options), scalar: options.scalar ?? 'String' };
}

interface NumberOptions extends Options {
  /** Instead of any integer. */
  schema?: z.ZodType<number, number>;
  decimal?: true;
}
/** An integer, or with `decimal` any number. */
export function number<const O extends NumberOptions = NumberOptions>(
  recordDescription: string,
  description: string,
  options?: O,
): NumberField<SchemaOf<BaseSchema<z.ZodNumber, O>, O>, IsOptional<O>, O extends { decimal: true } ? true : false>;
export function number(recordDescription: string, description: string, options: NumberOptions = {}): NumberField {
  const schema = options.schema ?? (options.decimal ? z.number() : z.int());
  return { ...declare('number', schema, recordDescription, description, options), isDecimal: options.decimal ?? false };
}

/** Yes or no. */
export function boolean<const O extends Options & { default?: boolean } = Options>(
  recordDescription: string,
  description: string,
  options?: O,
): BooleanField<SchemaOf<z.ZodBoolean, O>, IsOptional<O>>;
export function boolean(
  recordDescription: string,
  description: string,
  options: Options & { default?: boolean } = {},
): BooleanField {
  return declare('boolean', z.boolean(), recordDescription, description, options);
}

/** An exact day. */
export function day<const O extends Options = Options>(
  recordDescription: string,
  description: string,
  options?: O,
): DayField<SchemaOf<typeof daySchema, O>, IsOptional<O>>;
export function day(recordDescription: string, description: string, options: Options = {}): DayField {
  return declare('day', daySchema, recordDescription, description, options);
}

/** A value of a closed vocabulary. */
export function oneOf<const V extends Vocabulary, const O extends Options & { default?: V[number] } = Options>(
  values: V,
  recordDescription: string,
  description: string,
  options?: O,
): OneOfField<V, SchemaOf<z.ZodEnum<{ [Value in V[number]]: Value }>, O>, IsOptional<O>>;
export function oneOf(
  values: Vocabulary,
  recordDescription: string,
  description: string,
  options: Options & { default?: string } = {},
): OneOfField {
  return { ...declare('oneOf', z.enum(values), recordDescription, description, options), values };
}

/** A date as exactly as it is known: six columns. */
export function date<const O extends Options = Options>(
  recordDescription: string,
  description: string,
  options?: O,
): DateField<SchemaOf<typeof fuzzyDateSchema, O>, IsOptional<O>>;
export function date(recordDescription: string, description: string, options: Options = {}): DateField {
  return declare('date', fuzzyDateSchema, recordDescription, description, options);
}

/** The key of another record. */
export function reference<const O extends Options = Options>(
  target: KeyedTarget,
  recordDescription: string,
  description: string,
  options?: O,
): ReferenceField<SchemaOf<ReturnType<typeof referenceTo>, O>, IsOptional<O>>;
export function reference(
  target: KeyedTarget,
  recordDescription: string,
  description: string,
  options: Options = {},
): ReferenceField {
  return { ...declare('reference', referenceTo(target), recordDescription, description, options), target };
}

/** A list of keys of other records: rows of a list table. */
export const references = (
  target: KeyedTarget,
  recordDescription: string,
  description: string,
): ReferencesField<ReturnType<typeof referencesTo>> => ({
  kind: 'references',
  schema: referencesTo(target).describe(recordDescription),
  isOptional: false,
  description,
  index: undefined,
  target,
});

/** A field that no kind fits, by its record schema alone. */
export const custom = <S extends z.ZodType>(schema: S): CustomField<S> => ({ kind: 'custom', schema });
