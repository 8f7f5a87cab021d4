import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { formerly, interchangeRecord } from './records/index.ts';
import { tombstoneRecord } from './tombstone.ts';

/** Where the JSON Schema for editors is committed. Written by `node src/ingest/json-schema.ts`. */
export const jsonSchemaFile = fileURLToPath(new URL('../../data/interchange.schema.json', import.meta.url));

const line = z.union([...interchangeRecord.options.map((schema) => schema.extend({ formerly: formerly.optional() })), tombstoneRecord]);
const records = z.array(line);
const interchangeFile = z.union([records, z.strictObject({ records })]);

/** The JSON Schema of an interchange file as it is written, so that an editor completes and checks it. */
export function interchangeJsonSchema(): string {
  // Draft 7 is what YAML language servers know best.
  const schema = z.toJSONSchema(interchangeFile, { io: 'input', target: 'draft-7', reused: 'ref' });
  return `${JSON.stringify({ title: 'Chancery interchange file', ...schema }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) await writeFile(jsonSchemaFile, interchangeJsonSchema());
