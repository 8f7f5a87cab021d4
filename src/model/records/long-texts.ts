import { z } from 'zod';
import type { RecordJson } from '../record-diff.ts';
import { countCharacters } from '../text-limits.ts';
import { type RecordNoun, recordNouns } from '../vocabulary.ts';
import { parseRecord, recordSchemas } from './index.ts';
import { getDefinition, type ZodSchema, type ZodShape } from './schema-definition.ts';

type Path = readonly (string | number)[];

/** A text that is longer than its schema allows. */
export interface LongText {
  path: Path;
  text: string;
  maximum: number;
}

/** Returns the texts of a record that are too long: a former version accepted texts of any length. */
export function findLongTexts(record: RecordJson): LongText[] {
  const noun = recordNouns.find((candidate) => candidate === record.noun);
  return noun ? findInFields(getShape(noun), record, []) : [];
}

/**
 * Parses a record of the database, whose texts may be longer than the present maximum, and whose URL may have parts that
 * are no longer accepted. Everything else must be valid.
 */
export function parseStoredRecord(raw: unknown): ReturnType<typeof parseRecord> {
  const parsed = parseRecord(raw, { isStored: true });
  if ('record' in parsed || typeof raw !== 'object' || raw === null) return parsed;
  const longTexts = findLongTexts(raw as RecordJson);
  if (longTexts.length === 0) return parsed;
  // The texts are shortened for the validation, and restored in its result.
  const shortened = structuredClone(raw);
  for (const { path, text, maximum } of longTexts) setText(shortened, path, text.slice(0, maximum).toWellFormed());
  const accepted = parseRecord(shortened, { isStored: true });
  if ('record' in accepted) for (const { path, text } of longTexts) setText(accepted.record, path, text);
  return accepted;
}

const getShape = (noun: RecordNoun): ZodShape => recordSchemas[noun].shape;

const findInFields = (shape: ZodShape, fields: object, path: Path): LongText[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const schema = shape[name];
    return schema ? findInValue(schema, value, [...path, name], shape) : [];
  });

/** `owner`: the fields of the object that contains the value, which its citations support. */
function findInValue(schema: ZodSchema, value: unknown, path: Path, owner: ZodShape): LongText[] {
  const { innerType, in: input, options, element, shape } = getDefinition(schema);
  const inner = innerType ?? input;
  if (inner) return findInValue(inner, value, path, owner);
  if (options) {
    const option = options.find((candidate) => matchesType(candidate, value));
    return option ? findInValue(option, value, path, owner) : [];
  }
  if (typeof value === 'string') {
    const maximum = schema instanceof z.ZodString || schema instanceof z.ZodStringFormat ? schema.maxLength : null;
    return maximum !== null && value.length > maximum && countCharacters(value) > maximum
      ? [{ path, text: value, maximum }]
      : [];
  }
  if (element && Array.isArray(value))
    return value.flatMap((item, index) => findInValue(element, item, [...path, index], owner));
  if (!shape || typeof value !== 'object' || value === null) return [];
  const claimed = 'field' in value && 'value' in value ? owner[String(value.field)] : undefined;
  return [
    ...findInFields(shape, value, path),
    ...(claimed ? findInValue(claimed, (value as { value: unknown }).value, [...path, 'value'], owner) : []),
  ];
}

/** Whether an option of a union is the one for a value: text, or an object with one of its fields. */
function matchesType(option: ZodSchema, value: unknown): boolean {
  const { shape } = getDefinition(option);
  if (!shape) return typeof value === 'string' && option instanceof z.ZodString;
  return typeof value === 'object' && value !== null && Object.keys(value).every((name) => name in shape);
}

function setText(target: unknown, path: Path, text: string): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
      target,
    );
  const name = path.at(-1);
  if (typeof parent === 'object' && parent !== null && name !== undefined && name in parent)
    (parent as Record<PropertyKey, unknown>)[name] = text;
}
