import { type SQL, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../../db/database.ts';
import { textParameter } from '../../db/sql-builder.ts';
import { records } from '../../db/tables/index.ts';
import type { RecordJson } from '../../model/record-diff.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import type { Writer } from '../writer.ts';
import { jsonObject } from './json-sql.ts';
import { normalizeRecordJson } from './normalize-record.ts';
import { buildRecordSelect } from './record-select.ts';

/** Returns SQL for the JSON of a record; null if the record does not exist. */
function selectRecordJson(noun: RecordNoun, key: SQL): SQL {
  const { from, where, ...select } = buildRecordSelect(noun);
  const fields = { ...select.fields, noun: sql.raw(`'${noun}'`) };
  const json = jsonObject(fields, Object.keys(recordSchemas[noun].shape));
  return sql`(SELECT ${json} FROM ${from} WHERE ${where(key)})`;
}

const prepareRecordJson = (tx: Transaction, noun: RecordNoun) =>
  tx
    .select({ json: sql<string | null>`"json"` })
    .from(sql`(SELECT ${selectRecordJson(noun, textParameter('key'))} AS "json")`)
    .prepare();

/** Reads a record from its tables; returns undefined if it does not exist. */
export function readRecord(writer: Writer, noun: RecordNoun, key: string): RecordJson | undefined {
  const json = writer.prepare(prepareRecordJson, noun).get({ key })?.json;
  return json == null ? undefined : normalizeRecordJson(noun, json);
}

const prepareRecordsJson = (tx: Transaction, noun: RecordNoun) =>
  tx
    .select({ json: sql<string | null>`${selectRecordJson(noun, sql`"wanted"."value"`)}` })
    .from(sql`json_each(${textParameter('keys')}) "wanted"`)
    .orderBy(sql`"wanted"."key"`)
    .prepare();

/** Reads the records of a noun with these keys, in their order; undefined for each that does not exist. */
export const readRecords = (writer: Writer, noun: RecordNoun, keys: readonly string[]): (RecordJson | undefined)[] =>
  writer
    .prepare(prepareRecordsJson, noun)
    .all({ keys: JSON.stringify(keys) })
    .map(({ json }) => (json === null ? undefined : normalizeRecordJson(noun, json)));

/** The same without a transaction that writes. */
export async function readCurrentRecord(
  reader: Reader,
  noun: RecordNoun,
  key: string,
): Promise<RecordJson | undefined> {
  const row = await reader.get<{ json: string | null }>(sql`SELECT ${selectRecordJson(noun, sql`${key}`)} AS "json"`);
  return row?.json == null ? undefined : normalizeRecordJson(noun, row.json);
}

const pageSize = 500;

/** Reads every live record of a noun, sorted by key, in pages; `document` is undefined where its rows are missing. */
export async function* iterateRecords(
  reader: Reader,
  noun: RecordNoun,
): AsyncIterable<{ id: number; key: string; document: RecordJson | undefined }> {
  const select = selectRecordJson(noun, sql`${records.key}`);
  let after = '';
  let page: { id: number; key: string; json: string | null }[];
  do {
    page =
      await reader.all(sql`SELECT ${records.id} AS "id", ${records.key} AS "key", ${select} AS "json" FROM ${records}
      WHERE ${records.noun} = ${noun} AND ${records.state} = 'LIVE' AND ${records.key} > ${after} ORDER BY ${records.key} LIMIT ${pageSize}`);
    for (const { id, key, json } of page)
      yield { id, key, document: json === null ? undefined : normalizeRecordJson(noun, json) };
    after = page.at(-1)?.key ?? '';
  } while (page.length === pageSize);
}

/** Reads the live records of a noun with these keys, in the order of the keys; undefined for one that does not exist. */
export async function findRecordsByKey(
  reader: Reader,
  noun: RecordNoun,
  keys: readonly string[],
): Promise<{ key: string; document: RecordJson | undefined }[]> {
  const select = selectRecordJson(noun, sql`"wanted"."value"`);
  const rows = await reader.all<{ key: string; json: string | null }>(
    sql`SELECT "wanted"."value" AS "key", ${select} AS "json" FROM json_each(${JSON.stringify(keys)}) "wanted" ORDER BY "wanted"."key"`,
  );
  return rows.map(({ key, json }) => ({ key, document: json === null ? undefined : normalizeRecordJson(noun, json) }));
}

/** Reads the live records of a noun with these keys, in the order of the keys. Throws if one does not exist. */
export async function readRecordsByKey(
  reader: Reader,
  noun: RecordNoun,
  keys: readonly string[],
): Promise<RecordJson[]> {
  return (await findRecordsByKey(reader, noun, keys)).map(({ key, document }) => {
    if (!document) throw new Error(`The ${noun} "${key}" is not in its tables.`);
    return document;
  });
}

/** Reads every live record of a noun, sorted by key. Throws if the rows of a record are missing. */
export async function* iterateCompleteRecords(reader: Reader, noun: RecordNoun): AsyncIterable<RecordJson> {
  for await (const { key, document } of iterateRecords(reader, noun)) {
    if (!document) throw new Error(`The ${noun} "${key}" is not in its tables.`);
    yield document;
  }
}
