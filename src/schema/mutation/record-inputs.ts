import type { z } from 'zod';
import { identityFields, nounToTypeName } from '../../editing/edit-types.ts';
import { getItemLists, type ItemList, isRemovedByKey } from '../../editing/item-lists.ts';
import { daySchema, fuzzyDateSchema, instantSchema, knownDateSchema } from '../../model/records/field-schemas.ts';
import { recordSchemas } from '../../model/records/index.ts';
import {
  getDefinition,
  unwrapDefinition,
  type ZodSchema,
  type ZodShape,
} from '../../model/records/schema-definition.ts';
import { dateBases, type RecordNoun } from '../../model/vocabulary.ts';
import { builder, type InputFieldBuilder } from '../builder.ts';
import { enumOf } from '../enums.ts';

/** Whatever Pothos takes for the type of an input field. */
type InputType = Parameters<InputFieldBuilder['field']>[0]['type'];

const FuzzyDateInput = builder.inputType('FuzzyDateInput', {
  description: 'A date with its known precision.',
  fields: (t) => ({
    edtf: t.string({
      required: true,
      description:
        'The date in EDTF: 2023-11-01, 2023-11, [2023-10-23..2023-10-29], ../2023, 2023~. At most 200 characters.',
    }),
    basis: t.field({ type: enumOf(dateBases), description: 'How the date was established. Defaults to STATED.' }),
    verbatim: t.string({ description: 'The wording of the source.' }),
  }),
});

/** The input types of schemas that transform text, which cannot be derived from their definitions. */
const inputTypeByDefinition = new Map<unknown, InputType>([
  [getDefinition(daySchema), 'Date'],
  [getDefinition(instantSchema), 'DateTime'],
  [getDefinition(fuzzyDateSchema), FuzzyDateInput],
  [getDefinition(knownDateSchema), FuzzyDateInput],
]);

/** The input types of nested objects, by the name of their field. */
const nestedInputs: Readonly<Record<string, { name: string; description: string }>> = {
  citations: { name: 'CitationInput', description: 'Evidence from a source: the field it supports, and the words.' },
  spans: { name: 'SpanInput', description: 'Words of a source and their position, in Unicode code points.' },
  names: { name: 'NameInput', description: 'A name of a party.' },
  sameAs: { name: 'IdentifierInput', description: 'An identifier in another register.' },
  periods: { name: 'CountryPeriodInput', description: 'A period during which a country existed.' },
  successors: { name: 'SuccessorInput', description: 'A successor state.' },
  affiliations: {
    name: 'AffiliationInput',
    description: 'An observer, an associate, a member that is not a country, or the suspension of a member.',
  },
  members: { name: 'MembershipInput', description: 'A member of a group, with the period of membership.' },
  travellers: { name: 'TravellerInput', description: 'A traveller on a visit, with the office held at the time.' },
  delegation: {
    name: 'DelegationInput',
    description: 'Those who came with the travellers of a visit: in the words of the source, their number, or both.',
  },
  renderings: { name: 'RenderingInput', description: 'The same words in another publication or language.' },
};
const nestedInputRefs = new Map<string, InputType>();

function getNestedInput(schema: ZodSchema, field: string): InputType {
  const part = nestedInputs[field];
  if (!part) throw new Error(`The records at ${field} have no name as an input.`);
  const known = nestedInputRefs.get(part.name);
  if (known) return known;
  const ref = defineInput(part.name, part.description, toInputFields(getDefinition(schema).shape ?? {}));
  nestedInputRefs.set(part.name, ref);
  return ref;
}

function toInputType(schema: ZodSchema, field: string): InputType {
  const def = getDefinition(schema);
  const known = inputTypeByDefinition.get(def);
  if (known) return known;
  if (def.innerType) return toInputType(def.innerType, field);
  if (def.element) return [toInputType(def.element, field)] as InputType;
  if (def.shape) return getNestedInput(schema, field);
  if (def.entries) return enumOf(Object.values(def.entries));
  const scalar = def.type === 'number' ? (def.format === 'safeint' ? 'Int' : 'Float') : scalarByZodType[def.type];
  if (!scalar) throw new Error(`The field ${field} is of a type that no input has: ${def.type}.`);
  return scalar;
}

// `lazy` is any JSON: the value of a claim, in the format of its field.
const scalarByZodType: Readonly<Record<string, InputType>> = { string: 'String', boolean: 'Boolean', lazy: 'String' };

function getDescription(schema: ZodSchema): string {
  const { innerType, element } = getDefinition(schema);
  const inner = innerType ?? element;
  const text = (schema as z.ZodType).description ?? (inner ? getDescription(inner) : '');
  const isAnyJson = unwrapDefinition(schema).type === 'lazy';
  return isAnyJson ? `${text} Values other than text and dates are written as JSON.` : text;
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
        required: field !== 'citations' && !['optional', 'default'].includes(getDefinition(schema).type),
        description: getDescription(schema),
      },
    ]),
  );

const defineInput = (name: string, description: string, fields: Readonly<Record<string, InputField>>) =>
  builder.inputType(name, {
    description,
    fields: (t) => Object.fromEntries(Object.entries(fields).map(([field, options]) => [field, t.field(options)])),
  });

/** Returns the input fields of a noun, derived from the schema of its records, so that they equal those of files. */
const inputFieldsOfNoun = (noun: RecordNoun, except: readonly string[]): Record<string, InputField> =>
  toInputFields(
    Object.fromEntries(
      Object.entries<ZodSchema>(recordSchemas[noun].shape).filter(([field]) => !except.includes(field)),
    ),
  );

/** Defines the input for a record of a noun. */
export function defineRecordInput(noun: RecordNoun, phrase: string) {
  const { citations, ...fields } = inputFieldsOfNoun(noun, ['noun']);
  return defineInput(
    `${nounToTypeName(noun)}Input`,
    `The record of ${phrase}. Null is equivalent to omitting the field.`,
    {
      ...fields,
      ...(citations && {
        citations: {
          ...citations,
          description: 'The evidence. If omitted, the whole record cites the source of the edit.',
        },
      }),
    },
  );
}

const removedInputs: Readonly<Record<string, { name: string; description: string }>> = {
  citations: {
    name: 'CitationMatch',
    description: 'The citation to remove: the one with these values. Give as many as distinguish it from others.',
  },
  names: { name: 'NameMatch', description: 'The name to remove.' },
};
const removedInputRefs = new Map<string, InputType>();

/** Returns the type that identifies an item to remove: a key, or fields of the item, of which the first is required. */
function getRemovedType(noun: RecordNoun, list: ItemList): InputType {
  if (isRemovedByKey(list)) return 'String';
  const known = removedInputRefs.get(list.field);
  if (known) return known;
  const part = removedInputs[list.field];
  const element = unwrapDefinition((recordSchemas[noun].shape as ZodShape)[list.field] as ZodSchema).element;
  if (!part || !element) throw new Error(`The items to remove from ${list.field} have no name as an input.`);
  const fields = toInputFields(getDefinition(element).shape ?? {});
  const ref = defineInput(
    part.name,
    part.description,
    Object.fromEntries(
      Object.entries(fields)
        .filter(([field]) => list.identity.includes(field))
        .map(([field, options]) => [field, { ...options, required: field === list.identity[0] }]),
    ),
  );
  removedInputRefs.set(list.field, ref);
  return ref;
}

/** Returns the fields of a patch that add and remove single items. */
const toItemFields = (noun: RecordNoun, fields: Readonly<Record<string, InputField>>): Record<string, InputField> =>
  Object.fromEntries(
    getItemLists(noun).flatMap((list) => {
      const field = fields[list.field];
      if (!field) return [];
      const removed = { ...field, type: [getRemovedType(noun, list)] as InputType };
      const [key] = list.identity;
      return [
        [list.add, { ...field, description: `Items to add to \`${list.field}\`.` }],
        [
          list.remove,
          {
            ...removed,
            description: `Items to remove from \`${list.field}\`${isRemovedByKey(list) ? `, each by ${key === undefined ? 'its key' : `the key of its ${key}`}` : ''}.`,
          },
        ],
      ];
    }),
  );

/** Defines the input for the changes of a record; undefined if nothing but its key can be set. */
export function definePatchInput(noun: RecordNoun, phrase: string) {
  const fields = inputFieldsOfNoun(noun, identityFields(noun));
  if (Object.keys(fields).length === 0) return undefined;
  const { citations } = fields;
  const changes = {
    ...fields,
    ...(citations && { citations: { ...citations, description: 'The evidence, replacing all existing evidence.' } }),
    ...toItemFields(noun, fields),
  };
  return defineInput(
    `${nounToTypeName(noun)}Patch`,
    `Changes to the record of ${phrase}. Omitted fields are unchanged, null removes a value, and a list replaces the existing one, unless items are added or removed.`,
    Object.fromEntries(Object.entries(changes).map(([field, options]) => [field, { ...options, required: false }])),
  );
}
