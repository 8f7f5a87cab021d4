import { z } from 'zod';
import {
  boundedText,
  daySchema,
  fuzzyDateSchema,
  knownDateSchema,
  type ReferenceTarget,
  referencesTo,
  referenceTo,
} from '../records/field-schemas.ts';
import type { TextKind } from '../text-limits.ts';

/**
 * The kinds of fields that a noun is declared with. Each kind determines the column, the record schema, how the field is
 * written and read back, and its GraphQL type. A field has one description, that of the API. That of the record format
 * follows from it: it names keys instead of records, and absent values instead of nulls.
 */

/** `DAY`: the column, then the day and the key of an entry. `COLUMN`: the column alone. */
type IndexKind = 'DAY' | 'COLUMN';

interface Options {
  optional?: true;
  index?: IndexKind;
  /** The description in the record format, if another one is needed; null for that of the schema. */
  record?: string | null;
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

interface TextField<S extends z.ZodType = z.ZodType, O extends boolean = boolean> extends Declaration<'text', S, O> {
  readonly scalar: 'String' | 'DateTime';
}
interface NumberField<S extends z.ZodType = z.ZodType, O extends boolean = boolean, D extends boolean = boolean>
  extends Declaration<'number', S, O> {
  readonly isDecimal: D;
}
type BooleanField = Declaration<'boolean', z.ZodType, boolean>;
type DayField = Declaration<'day', z.ZodType, boolean>;
type DateField = Declaration<'date', z.ZodType, boolean>;
type Vocabulary = readonly [string, ...string[]];
interface OneOfField extends Declaration<'oneOf', z.ZodType, boolean> {
  readonly values: Vocabulary;
}
interface ReferenceField extends Declaration<'reference', z.ZodType, boolean> {
  readonly target: KeyedTarget;
}
interface ReferencesField extends Declaration<'references', z.ZodType, boolean> {
  readonly target: KeyedTarget;
}
/** Only the record schema is declared: tables, write, read-back and GraphQL fields are written by hand. */
type CustomField<S extends z.ZodType = z.ZodType> = Pick<Declaration<'custom', S, boolean>, 'kind' | 'schema'>;

type ValueField = TextField | NumberField | BooleanField | DayField | OneOfField | DateField;
export type DerivedField = ValueField | ReferenceField | ReferencesField;
export type Field = DerivedField | CustomField;

/** What a reference can refer to. A coverage has no key. */
export type KeyedTarget = Exclude<ReferenceTarget, 'coverage'>;

const describeValue = (description: string): string => description.replace('null', 'absent');
const describeKeys =
  (keys: string) =>
  (description: string): string =>
    `${keys} ${description.charAt(0).toLowerCase()}${describeValue(description.slice(1))}`;

/** Returns the properties common to all kinds: the schema with presence and description, and the options. */
function declare<K extends string, S extends z.ZodType, O extends Options>(
  kind: K,
  schema: S,
  description: string,
  options: O | undefined,
  describe?: (description: string) => string,
): Declaration<K, SchemaOf<S, O>, IsOptional<O>>;
function declare(
  kind: string,
  schema: z.ZodType,
  description: string,
  options: Options & { default?: unknown } = {},
  describe = describeValue,
): Declaration<string, z.ZodType, boolean> {
  const withPresence = options.optional
    ? schema.optional()
    : options.default === undefined
      ? schema
      : schema.default(options.default);
  const recordDescription = options.record === undefined ? describe(description) : options.record;
  // A description that repeats the base schema's would make the JSON Schema repeat the schema.
  const isInherited = recordDescription === null || recordDescription === schema.description;
  return {
    kind,
    schema: isInherited ? withPresence : withPresence.describe(recordDescription),
    isOptional: options.optional ?? false,
    description,
    index: options.index,
  };
}

interface TextOptions extends Options {
  /** The kind of text, which determines its maximum length. */
  length?: TextKind;
  /** Defaults to any non-empty text of this kind. */
  schema?: z.ZodType<string, string>;
  scalar?: 'DateTime';
}
/** Declares text: a name, which is the default, a code, the wording of a source. */
export function text<const O extends TextOptions = TextOptions>(
  description: string,
  options?: O,
): TextField<SchemaOf<BaseSchema<z.ZodString, O>, O>, IsOptional<O>>;
export function text(description: string, options?: TextOptions): TextField {
  const schema = options?.schema ?? boundedText(options?.length ?? 'name').min(1);
  return { ...declare('text', schema, description, options), scalar: options?.scalar ?? 'String' };
}

interface NumberOptions extends Options {
  /** Defaults to any integer, or any number with `decimal`. */
  schema?: z.ZodType<number | undefined, number | undefined>;
  decimal?: true;
}
/** Declares an integer, or any number with `decimal`. */
export function number<const O extends NumberOptions = NumberOptions>(
  description: string,
  options?: O,
): NumberField<SchemaOf<BaseSchema<z.ZodNumber, O>, O>, IsOptional<O>, O extends { decimal: true } ? true : false>;
export function number(description: string, options?: NumberOptions): NumberField {
  const schema = options?.schema ?? (options?.decimal ? z.number() : z.int());
  return { ...declare('number', schema, description, options), isDecimal: options?.decimal ?? false };
}

/** Declares a boolean. */
export const boolean = <const O extends Options & { default?: boolean } = Options>(description: string, options?: O) =>
  declare('boolean', z.boolean(), description, options);

/** Declares an exact day. */
export const day = <const O extends Options = Options>(description: string, options?: O) =>
  declare('day', daySchema, description, options);

/** Declares a value of a closed vocabulary. */
export const oneOf = <const V extends Vocabulary, const O extends Options & { default?: V[number] } = Options>(
  values: V,
  description: string,
  options?: O,
) => ({ ...declare('oneOf', z.enum(values), description, options), values });

type DateSchema<O> = O extends { optional: true } ? typeof fuzzyDateSchema : typeof knownDateSchema;
/** Declares a fuzzy date, stored in seven columns. */
export function date<const O extends Options = Options>(
  description: string,
  options?: O,
): Declaration<'date', SchemaOf<DateSchema<O>, O>, IsOptional<O>>;
export function date(description: string, options?: Options): DateField {
  return declare('date', options?.optional ? fuzzyDateSchema : knownDateSchema, description, options);
}

/** Declares a reference to another record by its key. */
export const reference = <const O extends Options = Options>(
  target: KeyedTarget,
  description: string,
  options?: O,
) => ({
  ...declare('reference', referenceTo(target), description, options, describeKeys('The key of')),
  target,
});

/** Declares a list of references, stored as rows of a list table. */
export const references = (target: KeyedTarget, description: string, options?: Pick<Options, 'record'>) => ({
  ...declare('references', referencesTo(target), description, options, describeKeys('The keys of')),
  target,
});

/** Declares a field that fits no other kind, by its record schema alone. */
export const custom = <S extends z.ZodType>(schema: S): CustomField<S> => ({ kind: 'custom', schema });
