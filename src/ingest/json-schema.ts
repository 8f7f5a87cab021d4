import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { earlierVersionsSchema, interchangeRecordSchema } from '../model/records/index.ts';
import { createJsonLdContext } from '../store/export/json-ld-context.ts';
import { tableMappingSchema } from './table/mapping.ts';
import { tombstoneSchema } from './tombstone.ts';
import { mappingSchema } from './trade-flows/mapping.ts';

/** Paths of the committed JSON Schemas, written by `node src/ingest/json-schema.ts`. */
const schemaPath = (name: string): string => fileURLToPath(new URL(`../../data/${name}.schema.json`, import.meta.url));
export const interchangeSchemaPath = schemaPath('interchange');
export const mappingSchemaPath = schemaPath('flow-mapping');
export const tableMappingSchemaPath = schemaPath('table-mapping');

const interchangeLineSchema = z.union([
  ...interchangeRecordSchema.options.map((schema) => schema.extend({ formerly: earlierVersionsSchema.optional() })),
  tombstoneSchema,
]);
const recordListSchema = z.array(interchangeLineSchema);
const interchangeFileSchema = z.union([recordListSchema, z.strictObject({ records: recordListSchema })]);

/** Serializes the input side of a schema, so that editors can complete and check files. */
function toJsonSchemaText(title: string, schema: z.ZodType): string {
  // YAML language servers support draft 7 best.
  const jsonSchema = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused: 'ref' });
  return `${JSON.stringify({ title, ...jsonSchema }, null, 2)}\n`;
}

export const buildInterchangeJsonSchema = (): string =>
  toJsonSchemaText('Chancery interchange file', interchangeFileSchema);
export const buildMappingJsonSchema = (): string =>
  toJsonSchemaText('Chancery mapping of a table of trade flows', mappingSchema);
export const buildTableMappingJsonSchema = (): string =>
  toJsonSchemaText('Chancery mapping of a table', tableMappingSchema);

/** The context of exports in JSON-LD. */
export const jsonLdContextPath = fileURLToPath(new URL('../../data/context.jsonld', import.meta.url));
export const buildJsonLdContext = (): string => `${JSON.stringify({ '@context': createJsonLdContext() }, null, 2)}\n`;

if (process.argv[1] === import.meta.filename) {
  await writeFile(interchangeSchemaPath, buildInterchangeJsonSchema());
  await writeFile(mappingSchemaPath, buildMappingJsonSchema());
  await writeFile(tableMappingSchemaPath, buildTableMappingJsonSchema());
  await writeFile(jsonLdContextPath, buildJsonLdContext());
}
