import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { formerly, interchangeRecord } from '../model/records/index.ts';
import { tombstoneRecord } from './tombstone.ts';
import { mappingSchema } from './trade-flows/mapping.ts';

/** Where the JSON Schemas for editors are committed. Written by `node src/ingest/json-schema.ts`. */
const fileOf = (name: string): string => fileURLToPath(new URL(`../../data/${name}.schema.json`, import.meta.url));
export const jsonSchemaFile = fileOf('interchange');
export const mappingSchemaFile = fileOf('flow-mapping');

const line = z.union([
  ...interchangeRecord.options.map((schema) => schema.extend({ formerly: formerly.optional() })),
  tombstoneRecord,
]);
const records = z.array(line);
const interchangeFile = z.union([records, z.strictObject({ records })]);

/** A schema as files that follow it are written, so that an editor completes and checks them. */
function textOf(title: string, of: z.ZodType): string {
  // Draft 7 is what YAML language servers know best.
  const schema = z.toJSONSchema(of, { io: 'input', target: 'draft-7', reused: 'ref' });
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`;
}

export const interchangeJsonSchema = (): string => textOf('Chancery interchange file', interchangeFile);
export const mappingJsonSchema = (): string => textOf('Chancery mapping of a table of trade flows', mappingSchema);

if (process.argv[1] === import.meta.filename) {
  await writeFile(jsonSchemaFile, interchangeJsonSchema());
  await writeFile(mappingSchemaFile, mappingJsonSchema());
}
