import type { RecordJson } from '../../model/record-diff.ts';
import { serializeClaimValue } from '../../model/records/claim.ts';
import { recordSchemas } from '../../model/records/index.ts';
import { isStoredAsJson, type ZodShape } from '../../model/records/schema-definition.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { omitDisplayName, type PartyName } from './omit-display-name.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };
type JsonObject = { readonly [field: string]: Json };

/** Parses the JSON that the database returns for a record into the interchange format; omits empty fields. */
export function normalizeRecordJson(noun: RecordNoun, json: string): RecordJson {
  const record = omitEmpty(JSON.parse(json) as Json) as JsonObject;
  const owner = 'names' in record ? withoutDisplayName(record) : record;
  return mapFields(owner, (field, value) => {
    if (field === 'citations') return normalizeCitations(value as readonly JsonObject[], owner, structuredFields(noun));
    if (field === 'renderings') return (value as readonly JsonObject[]).map(normalizeRendering);
    return value;
  });
}

const withoutDisplayName = (party: JsonObject): JsonObject =>
  mapFields(party, (field, value) => {
    if (field !== 'names') return value;
    const names = omitDisplayName(String(party.name), value as readonly (JsonObject & PartyName)[]);
    return names.length > 0 ? names : undefined;
  });

const normalizeRendering = (rendering: JsonObject): JsonObject =>
  mapFields(rendering, (field, value) =>
    field === 'citations' ? normalizeCitations(value as readonly JsonObject[], rendering, noFields) : value,
  );

/** Omits the values of claims that repeat the record's value and have no rank. */
function normalizeCitations(
  citations: readonly JsonObject[],
  owner: JsonObject,
  structured: ReadonlySet<string>,
): JsonObject[] {
  // Cached per field: a record can have many citations for one long value.
  const served = new Map<string, string | null>();
  const servedText = (field: string): string | null => {
    const cached = served.get(field);
    if (cached !== undefined) return cached;
    const text = serializeClaimValue(owner[field]);
    served.set(field, text);
    return text;
  };
  return citations.map((citation) =>
    mapFields(citation, (name, value) => {
      if (name !== 'value' || typeof value !== 'string') return value;
      const field = String(citation.field);
      if (citation.rank === undefined && value === servedText(field)) return undefined;
      return structured.has(field) ? (JSON.parse(value) as Json) : value;
    }),
  );
}

const noFields: ReadonlySet<string> = new Set();
const structuredFieldsByNoun = new Map<RecordNoun, ReadonlySet<string>>();

/** Returns the fields whose values are not text; claims store these as JSON. */
function structuredFields(noun: RecordNoun): ReadonlySet<string> {
  const cached = structuredFieldsByNoun.get(noun);
  if (cached) return cached;
  const { shape }: { shape: ZodShape } = recordSchemas[noun];
  const fields = new Set(Object.entries(shape).flatMap(([field, schema]) => (isStoredAsJson(schema) ? field : [])));
  structuredFieldsByNoun.set(noun, fields);
  return fields;
}

/** Removes nulls and empty lists, at any depth. */
function omitEmpty(value: Json): Json {
  if (isList(value)) return value.map(omitEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, Json> = {};
  for (const [field, item] of Object.entries(value)) {
    const inner = omitEmpty(item);
    if (inner !== null && !(isList(inner) && inner.length === 0)) result[field] = inner;
  }
  return result;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function mapFields(fields: JsonObject, map: (field: string, value: Json) => Json | undefined): JsonObject {
  const mapped: Record<string, Json> = {};
  for (const [field, value] of Object.entries(fields)) {
    const result = map(field, value);
    if (result !== undefined) mapped[field] = result;
  }
  return mapped;
}
