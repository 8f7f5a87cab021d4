import type { InputFieldBuilder } from '@pothos/core';
import type { z } from 'zod';
import { namingFields, typeOf } from '../../editing/edit-types.ts';
import { day, fuzzy, instant } from '../../model/records/field-schemas.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { builder } from '../builder.ts';
import { DateBasis, enumOf } from '../enums.ts';

type Schema = z.core.$ZodType;
type Shape = Readonly<Record<string, Schema>>;
type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type Builder = InputFieldBuilder<Types, 'InputObject'>;
/** Whatever Pothos takes for the type of an input field. */
type InputType = Parameters<Builder['field']>[0]['type'];
type Fields = Readonly<Record<string, unknown>>;

interface Def {
  type: string;
  innerType?: Schema;
  element?: Schema;
  shape?: Shape;
  entries?: Readonly<Record<string, string>>;
  format?: string;
}
const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def;

const FuzzyDateInput = builder.inputType('FuzzyDateInput', {
  description: 'A date as exactly as it is known.',
  fields: (t) => ({
    edtf: t.string({ required: true, description: 'In EDTF: 2023-11-01, 2023-11, [2023-10-23..2023-10-29], ../2023.' }),
    basis: t.field({ type: DateBasis, description: 'How it is known; STATED if left out.' }),
    verbatim: t.string({ description: 'The words of the source for it.' }),
  }),
});

/** Schemas that are known by themselves: what a text becomes can't be told from its parts. */
const whole = new Map<unknown, InputType>([
  [defOf(day), 'Date'],
  [defOf(instant), 'DateTime'],
  [defOf(fuzzy), FuzzyDateInput],
]);

/** What records hold inside, by the field that it stands in. */
const parts: Readonly<Record<string, { name: string; description: string }>> = {
  citations: { name: 'CitationInput', description: 'Evidence: which source says so, in which words, and of what.' },
  spans: { name: 'SpanInput', description: 'Words of a source and where they stand, in Unicode code points.' },
  names: { name: 'NameInput', description: 'One name of a party.' },
  successors: { name: 'SuccessorInput', description: 'A state that took the place of another.' },
  members: { name: 'MembershipInput', description: 'A member of a group, and from when to when.' },
  travellers: { name: 'TravellerInput', description: 'Someone on a visit, with the office held there.' },
  renderings: { name: 'RenderingInput', description: 'The same words in another print or language.' },
};
const made = new Map<string, InputType>();

function partOf(schema: Schema, field: string): InputType {
  const part = parts[field];
  if (!part) throw new Error(`The records at ${field} have no name as an input.`);
  const known = made.get(part.name);
  if (known) return known;
  const ref = input(part.name, part.description, fieldsOf(defOf(schema).shape ?? {}));
  made.set(part.name, ref);
  return ref;
}

function inputTypeOf(schema: Schema, field: string): InputType {
  const def = defOf(schema);
  const known = whole.get(def);
  if (known) return known;
  if (def.innerType) return inputTypeOf(def.innerType, field);
  if (def.element) return [inputTypeOf(def.element, field)] as never;
  if (def.shape) return partOf(schema, field);
  if (def.type === 'enum') {
    const ref = enumOf(Object.values(def.entries ?? {}));
    if (ref) return ref;
  }
  const scalar = def.type === 'number' ? (def.format === 'safeint' ? 'Int' : 'Float') : scalars[def.type];
  if (!scalar) throw new Error(`The field ${field} is of a type that no input has: ${def.type}.`);
  return scalar;
}

// `lazy` is any JSON: the value of a claim, which is written as its field is.
const scalars: Readonly<Record<string, InputType>> = { string: 'String', boolean: 'Boolean', lazy: 'String' };

const isJson = (schema: Schema): boolean => {
  const { type, innerType } = defOf(schema);
  return innerType ? isJson(innerType) : type === 'lazy';
};

function descriptionOf(schema: Schema): string {
  const own = (schema as z.ZodType).description;
  const inner = defOf(schema).innerType ?? defOf(schema).element;
  const text = own ?? (inner ? descriptionOf(inner) : '');
  return isJson(schema) ? `${text} What is neither text nor a date is written as JSON.` : text;
}

interface Field {
  type: InputType;
  required: boolean;
  description: string;
}

const fieldsOf = (shape: Shape): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(shape).map(([field, schema]) => [
      field,
      {
        type: inputTypeOf(schema, field),
        // A record that cites nothing rests on the source of the write.
        required: field !== 'citations' && !['optional', 'default'].includes(defOf(schema).type),
        description: descriptionOf(schema),
      },
    ]),
  );

const input = (name: string, description: string, fields: Readonly<Record<string, Field>>) =>
  builder.inputRef<Fields>(name).implement({
    description,
    fields: ((t: Builder) =>
      Object.fromEntries(Object.entries(fields).map(([field, options]) => [field, t.field(options)]))) as never,
  });

/** The fields of a noun's records as their schema has them, so that files and mutations take the same. */
const fieldsOfNoun = (noun: RecordNoun, except: readonly string[]): Record<string, Field> =>
  fieldsOf(
    Object.fromEntries(Object.entries<Schema>(recordSchemas[noun].shape).filter(([field]) => !except.includes(field))),
  );

const cited = (field: Field | undefined, description: string) => field && { citations: { ...field, description } };

/** A record of a noun, as it is recorded. */
export function recordInput(noun: RecordNoun, phrase: string) {
  const fields = fieldsOfNoun(noun, ['noun']);
  const evidence = cited(
    fields.citations,
    'Its evidence. Where none is given, all of it rests on the source of the write.',
  );
  return input(`${typeOf(noun)}Input`, `What is recorded of ${phrase}. A null says as much as leaving the field out.`, {
    ...fields,
    ...evidence,
  });
}

/** What changes in a record of a noun; undefined where it holds its name only. */
export function patchInput(noun: RecordNoun, phrase: string) {
  const fields = fieldsOfNoun(noun, namingFields(noun));
  if (Object.keys(fields).length === 0) return undefined;
  const optional = Object.fromEntries(
    Object.entries(fields).map(([field, options]) => [field, { ...options, required: false }]),
  );
  const more = fields.citations && {
    ...cited(fields.citations, 'All its evidence, in the place of what stood.'),
    addCitations: { ...fields.citations, description: 'Evidence to add to what stands.' },
  };
  return input(
    `${typeOf(noun)}Patch`,
    `What changes in ${phrase}. What is left out stays, null takes a value away, a list takes the place of the former one.`,
    { ...optional, ...more },
  );
}
