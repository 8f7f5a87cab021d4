import type { z } from 'zod';
import { identityFields, nounToTypeName } from '../../editing/edit-types.ts';
import { daySchema, fuzzyDateSchema, instantSchema } from '../../model/records/field-schemas.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { builder, type InputFieldBuilder } from '../builder.ts';
import { DateBasis, findEnumByValues } from '../enums.ts';

type ZodSchema = z.core.$ZodType;
type ZodShape = Readonly<Record<string, ZodSchema>>;
/** Whatever Pothos takes for the type of an input field. */
type InputType = Parameters<InputFieldBuilder['field']>[0]['type'];

interface ZodDefinition {
  type: string;
  innerType?: ZodSchema;
  element?: ZodSchema;
  shape?: ZodShape;
  entries?: Readonly<Record<string, string>>;
  format?: string;
}
const getZodDefinition = (schema: ZodSchema): ZodDefinition => schema._zod.def as ZodDefinition;

const FuzzyDateInput = builder.inputType('FuzzyDateInput', {
  description: 'A date with its known precision.',
  fields: (t) => ({
    edtf: t.string({
      required: true,
      description: 'The date in EDTF: 2023-11-01, 2023-11, [2023-10-23..2023-10-29], ../2023.',
    }),
    basis: t.field({ type: DateBasis, description: 'How the date was established. Defaults to STATED.' }),
    verbatim: t.string({ description: 'The wording of the source.' }),
  }),
});

/** Schemas that are known by themselves: what a text becomes can't be told from its parts. */
const inputTypeByDefinition = new Map<unknown, InputType>([
  [getZodDefinition(daySchema), 'Date'],
  [getZodDefinition(instantSchema), 'DateTime'],
  [getZodDefinition(fuzzyDateSchema), FuzzyDateInput],
]);

/** What records hold inside, by the field that it stands in. */
const nestedInputs: Readonly<Record<string, { name: string; description: string }>> = {
  citations: { name: 'CitationInput', description: 'Evidence from a source: the field it supports, and the words.' },
  spans: { name: 'SpanInput', description: 'Words of a source and their position, in Unicode code points.' },
  names: { name: 'NameInput', description: 'A name of a party.' },
  successors: { name: 'SuccessorInput', description: 'A successor state.' },
  affiliations: {
    name: 'AffiliationInput',
    description: 'An observer, an associate, a member that is not a country, or the suspension of a member.',
  },
  members: { name: 'MembershipInput', description: 'A member of a group, with the period of membership.' },
  travellers: { name: 'TravellerInput', description: 'A traveller on a visit, with the office held at the time.' },
  renderings: { name: 'RenderingInput', description: 'The same words in another publication or language.' },
};
const nestedInputRefs = new Map<string, InputType>();

function getNestedInput(schema: ZodSchema, field: string): InputType {
  const part = nestedInputs[field];
  if (!part) throw new Error(`The records at ${field} have no name as an input.`);
  const known = nestedInputRefs.get(part.name);
  if (known) return known;
  const ref = defineInput(part.name, part.description, toInputFields(getZodDefinition(schema).shape ?? {}));
  nestedInputRefs.set(part.name, ref);
  return ref;
}

function toInputType(schema: ZodSchema, field: string): InputType {
  const def = getZodDefinition(schema);
  const known = inputTypeByDefinition.get(def);
  if (known) return known;
  if (def.innerType) return toInputType(def.innerType, field);
  if (def.element) return [toInputType(def.element, field)] as InputType;
  if (def.shape) return getNestedInput(schema, field);
  if (def.type === 'enum') {
    const ref = findEnumByValues(Object.values(def.entries ?? {}));
    if (ref) return ref;
  }
  const scalar = def.type === 'number' ? (def.format === 'safeint' ? 'Int' : 'Float') : scalarByZodType[def.type];
  if (!scalar) throw new Error(`The field ${field} is of a type that no input has: ${def.type}.`);
  return scalar;
}

// `lazy` is any JSON: the value of a claim, which is written as its field is.
const scalarByZodType: Readonly<Record<string, InputType>> = { string: 'String', boolean: 'Boolean', lazy: 'String' };

const isAnyJson = (schema: ZodSchema): boolean => {
  const { type, innerType } = getZodDefinition(schema);
  return innerType ? isAnyJson(innerType) : type === 'lazy';
};

function getDescription(schema: ZodSchema): string {
  const own = (schema as z.ZodType).description;
  const inner = getZodDefinition(schema).innerType ?? getZodDefinition(schema).element;
  const text = own ?? (inner ? getDescription(inner) : '');
  return isAnyJson(schema) ? `${text} Values other than text and dates are written as JSON.` : text;
}

interface InputField {
  type: InputType;
  required: boolean;
  description: string;
}

const toInputFields = (shape: ZodShape): Record<string, InputField> =>
  Object.fromEntries(
    Object.entries(shape).map(([field, schema]) => [
      field,
      {
        type: toInputType(schema, field),
        // A record that cites nothing rests on the source of the write.
        required: field !== 'citations' && !['optional', 'default'].includes(getZodDefinition(schema).type),
        description: getDescription(schema),
      },
    ]),
  );

const defineInput = (name: string, description: string, fields: Readonly<Record<string, InputField>>) =>
  builder.inputType(name, {
    description,
    fields: (t) => Object.fromEntries(Object.entries(fields).map(([field, options]) => [field, t.field(options)])),
  });

/** The fields of a noun's records as their schema has them, so that files and mutations take the same. */
const inputFieldsOfNoun = (noun: RecordNoun, except: readonly string[]): Record<string, InputField> =>
  toInputFields(
    Object.fromEntries(
      Object.entries<ZodSchema>(recordSchemas[noun].shape).filter(([field]) => !except.includes(field)),
    ),
  );

const describeCitations = (field: InputField | undefined, description: string) =>
  field && { citations: { ...field, description } };

/** A record of a noun, as it is recorded. */
export function defineRecordInput(noun: RecordNoun, phrase: string) {
  const fields = inputFieldsOfNoun(noun, ['noun']);
  const evidence = describeCitations(
    fields.citations,
    'The evidence. If omitted, the whole record cites the source of the edit.',
  );
  return defineInput(
    `${nounToTypeName(noun)}Input`,
    `The record of ${phrase}. Null is equivalent to omitting the field.`,
    {
      ...fields,
      ...evidence,
    },
  );
}

/** What changes in a record of a noun; undefined where it holds its name only. */
export function definePatchInput(noun: RecordNoun, phrase: string) {
  const fields = inputFieldsOfNoun(noun, identityFields(noun));
  if (Object.keys(fields).length === 0) return undefined;
  const optional = Object.fromEntries(
    Object.entries(fields).map(([field, options]) => [field, { ...options, required: false }]),
  );
  const more = fields.citations && {
    ...describeCitations(fields.citations, 'The evidence, replacing all existing evidence.'),
    addCitations: { ...fields.citations, description: 'Evidence to add to the existing evidence.' },
  };
  return defineInput(
    `${nounToTypeName(noun)}Patch`,
    `Changes to the record of ${phrase}. Omitted fields are unchanged, null removes a value, and a list replaces the existing one.`,
    { ...optional, ...more },
  );
}
