import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { records } from '../../db/tables/index.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import type { Writer } from '../writer.ts';
import * as entries from './entry.ts';
import { jsonObject } from './json-sql.ts';
import { normalizeRecordJson, type SerializedRecord } from './normalize-record.ts';
import * as parties from './party.ts';
import type { RecordSelect } from './record-select.ts';
import * as evidence from './reference-data.ts';

export type { SerializedRecord } from './normalize-record.ts';

const recordSelects: { readonly [N in RecordNoun]: RecordSelect<N> } = {
  source: evidence.source,
  country: parties.country,
  group: parties.group,
  person: parties.person,
  organization: parties.organization,
  office: parties.office,
  term: parties.term,
  commodity: evidence.commodity,
  topic: evidence.topic,
  trip: entries.trip,
  visit: entries.visit,
  agreement: entries.agreement,
  'trade-link': entries.tradeLink,
  statement: entries.statement,
  position: entries.position,
  figure: entries.figure,
  coverage: evidence.coverage,
};

/** The record of that noun and key as it stands in the tables, as one JSON value in SQL; null where there is none. */
function selectRecordJson(noun: RecordNoun, key: SQL): SQL {
  const { from, where, ...shape } = recordSelects[noun];
  const told: Readonly<Record<string, SQL>> = shape.fields;
  const ordered = Object.keys(recordSchemas[noun].shape).flatMap((field) => {
    const value = told[field];
    return value ? [[field, value] as const] : [];
  });
  return sql`(SELECT ${jsonObject({ noun: sql.raw(`'${noun}'`), ...Object.fromEntries(ordered) })} FROM ${from} WHERE ${where(key)})`;
}

/** The record of that noun and key as it stands in the tables; undefined where there is none. */
export function readRecord(writer: Writer, noun: RecordNoun, key: string): SerializedRecord | undefined {
  const json = writer
    .prepareOnce(`recorded ${noun}`, (tx) =>
      tx
        .select({ json: sql<string | null>`"json"` })
        .from(sql`(SELECT ${selectRecordJson(noun, sql`${sql.placeholder('key')}`)} AS "json")`)
        .prepare(),
    )
    .get({ key })?.json;
  return json == null ? undefined : normalizeRecordJson(noun, json);
}

const pageSize = 500;

/** Every live record of a noun, sorted by key, read a page at a time; undefined where its tables do not hold it. */
export async function* iterateRecords(
  reader: Reader,
  noun: RecordNoun,
): AsyncIterable<{ id: number; key: string; document: SerializedRecord | undefined }> {
  let after = '';
  let page: { id: number; key: string; json: string | null }[];
  do {
    page =
      await reader.all(sql`SELECT ${records.id} AS "id", ${records.key} AS "key", ${selectRecordJson(noun, sql`${records.key}`)} AS "json" FROM ${records}
      WHERE ${records.noun} = ${noun} AND ${records.state} = 'LIVE' AND ${records.key} > ${after} ORDER BY ${records.key} LIMIT ${pageSize}`);
    for (const { id, key, json } of page)
      yield { id, key, document: json === null ? undefined : normalizeRecordJson(noun, json) };
    after = page.at(-1)?.key ?? '';
  } while (page.length === pageSize);
}

/** The same, where every record must be whole. */
export async function* iterateCompleteRecords(reader: Reader, noun: RecordNoun): AsyncIterable<SerializedRecord> {
  for await (const { key, document } of iterateRecords(reader, noun)) {
    if (!document) throw new Error(`The ${noun} "${key}" is not in its tables.`);
    yield document;
  }
}
