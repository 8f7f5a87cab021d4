import type { RecordJson } from '../../model/record-diff.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { createJsonLdContext, getPartClass, isDate, toIri, toTypes } from './json-ld-context.ts';
import { getRecordSchema, type SchemaNode, toCell } from './record-columns.ts';
import type { Write } from './table.ts';

/** Writes records as JSON-LD 1.1, one node per line, with the context, which data/context.jsonld has too. */
export async function writeJsonLd(records: AsyncIterable<RecordJson>, write: Write): Promise<void> {
  await write(`{\n"@context": ${JSON.stringify(createJsonLdContext())},\n"@graph": [`);
  let separator = '\n';
  for await (const record of records) {
    await write(`${separator}${JSON.stringify(toNode(record))}`);
    separator = ',\n';
  }
  await write('\n]\n}\n');
}

/** Returns a record as a node: its key as `@id`, references as the ids of nodes, dates as EDTF. */
function toNode({ noun, ...record }: RecordJson): object {
  const of = noun as RecordNoun;
  const key = String(record.key ?? `${record.source}/${record.about}`);
  const fields = convertFields(record, getRecordSchema(of));
  return { '@id': toIri(of, key), '@type': toTypes(of), ...fields };
}

const convertFields = (record: Readonly<Record<string, unknown>>, node: SchemaNode): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      const field = node.properties?.[name];
      return field && value !== undefined ? [[name, convertValue(value, field, name)]] : [];
    }),
  );

function convertValue(value: unknown, field: SchemaNode, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => convertValue(item, field.items ?? field, name));
  if (field.refersTo !== undefined) return toIri(field.refersTo, String(value));
  if (isDate(field)) return toCell(value);
  if (field.properties) {
    const type = getPartClass(name);
    return { ...(type !== undefined && { '@type': type }), ...convertFields(value as RecordJson, field) };
  }
  return value;
}
