import type { z } from 'zod';
import { serializeClaimValue } from '../../model/records/claim.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { nonDefaultNames } from './party-names.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };
type JsonObject = { readonly [field: string]: Json };

/** A record in the interchange format, as plain JSON: `noun` and `key` first; what has no value is left out. */
export type SerializedRecord = JsonObject;

/** What the database tells of a record, as the interchange format has it. */
export function normalizeRecordJson(noun: RecordNoun, json: string): SerializedRecord {
  const told = omitEmpty(JSON.parse(json) as Json) as JsonObject;
  const owner = 'names' in told ? withNonDefaultNames(told) : told;
  return mapFields(owner, (field, value) => {
    if (field === 'citations') return normalizeCitations(value as readonly JsonObject[], owner, structuredFields(noun));
    if (field === 'renderings') return (value as readonly JsonObject[]).map(normalizeRendering);
    return value;
  });
}

const withNonDefaultNames = (party: JsonObject): JsonObject =>
  mapFields(party, (field, value) => {
    if (field !== 'names') return value;
    const names = nonDefaultNames(
      String(party.name),
      value as unknown as Parameters<typeof nonDefaultNames>[1],
    ) as unknown as readonly Json[];
    return names.length > 0 ? names : undefined;
  });

const normalizeRendering = (told: JsonObject): JsonObject =>
  mapFields(told, (field, value) =>
    field === 'citations' ? normalizeCitations(value as readonly JsonObject[], told, noFields) : value,
  );

/** A claim tells its value where that is another than the record's, or where it has a rank. */
function normalizeCitations(
  citations: readonly JsonObject[],
  owner: JsonObject,
  structured: ReadonlySet<string>,
): JsonObject[] {
  // Many citations may be of one field, and that one long.
  const served = new Map<string, string | null>();
  const servedText = (field: string): string | null => {
    const known = served.get(field);
    if (known !== undefined) return known;
    const text = serializeClaimValue(owner[field]);
    served.set(field, text);
    return text;
  };
  return citations.map((citation) =>
    mapFields(citation, (name, told) => {
      if (name !== 'value' || typeof told !== 'string') return told;
      const field = String(citation.field);
      if (citation.rank === undefined && told === servedText(field)) return undefined;
      return structured.has(field) ? (JSON.parse(told) as Json) : told;
    }),
  );
}

const noFields: ReadonlySet<string> = new Set();
const structuredFieldsByNoun = new Map<RecordNoun, ReadonlySet<string>>();

/** The fields whose values are no text: claims keep these as JSON. */
function structuredFields(noun: RecordNoun): ReadonlySet<string> {
  const kept = structuredFieldsByNoun.get(noun);
  if (kept) return kept;
  const { shape }: { shape: Readonly<Record<string, z.core.$ZodType>> } = recordSchemas[noun];
  const fields = new Set(Object.entries(shape).flatMap(([field, schema]) => (isStructuredSchema(schema) ? field : [])));
  structuredFieldsByNoun.set(noun, fields);
  return fields;
}

function isStructuredSchema(schema: z.core.$ZodType): boolean {
  const { type, innerType }: { type: string; innerType?: z.core.$ZodType } = schema._zod.def;
  return innerType ? isStructuredSchema(innerType) : ['number', 'boolean', 'array', 'object'].includes(type);
}

/** Without what is null or an empty list. */
function omitEmpty(value: Json): Json {
  if (isList(value)) return value.map(omitEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const leaner: Record<string, Json> = {};
  for (const [field, told] of Object.entries(value)) {
    const inner = omitEmpty(told);
    if (inner !== null && !(isList(inner) && inner.length === 0)) leaner[field] = inner;
  }
  return leaner;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function mapFields(fields: JsonObject, map: (field: string, value: Json) => Json | undefined): JsonObject {
  const mapped: Record<string, Json> = {};
  for (const [field, value] of Object.entries(fields)) {
    const made = map(field, value);
    if (made !== undefined) mapped[field] = made;
  }
  return mapped;
}
