import { type SQL, sql } from 'drizzle-orm';
import { drafts, parties, statements } from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { Writer } from './writer.ts';

/** The fields that say what an entry is about. Two drafts with the same values propose the same. */
const identifyingFields: Readonly<Partial<Record<RecordNoun, readonly string[]>>> = {
  statement: ['speaker', 'text'],
  visit: ['travellers[0].person', 'host', 'start.edtf'],
  'trade-link': ['kind', 'suppliers', 'buyers', 'partners', 'commodityVerbatim'],
  position: ['holder', 'stance', 'toward', 'topic'],
  figure: ['measure', 'value', 'unit'],
};

interface Repetition {
  draft: string;
  other: string;
}

/**
 * Returns what the drafts of a reading repeat: the keys of statements on record in the same words, and of open drafts of
 * other texts.
 */
export function findRepeatedDrafts(writer: Writer, readingKey: string): ReadonlyMap<string, readonly string[]> {
  const recorded = writer.all<Repetition>(
    sql`SELECT "own".key AS "draft", ${statements.key} AS "other" FROM ${drafts} "own"
      JOIN ${parties} ON ${parties.key} = "own".record ->> '$.speaker'
      JOIN ${statements} ON ${statements.speakerId} = ${parties.id} AND ${statements.text} = "own".record ->> '$.text'
      WHERE "own".reading_key = ${readingKey} AND "own".noun = 'statement' ORDER BY 1, 2`,
  );
  const proposed = Object.entries(identifyingFields).flatMap(([noun, fields]) =>
    writer.all<Repetition>(
      sql`WITH "own" AS MATERIALIZED (SELECT key, ${toIdentity(fields)} AS "identity" FROM ${drafts} WHERE reading_key = ${readingKey} AND noun = ${noun}),
        "others" AS MATERIALIZED (SELECT key, ${toIdentity(fields)} AS "identity" FROM ${drafts}
          WHERE noun = ${noun} AND status IN ('PENDING', 'DEFERRED') AND reading_key <> ${readingKey}
            AND "identity" IN (SELECT "identity" FROM "own"))
        SELECT "own".key AS "draft", "others".key AS "other" FROM "own" JOIN "others" USING ("identity") ORDER BY 1, 2`,
    ),
  );
  const found = Map.groupBy([...recorded, ...proposed], ({ draft }) => draft);
  return new Map([...found].map(([draft, repetitions]) => [draft, repetitions.map(({ other }) => other)]));
}

const toIdentity = (fields: readonly string[]): SQL =>
  sql`json_array(${sql.join(
    fields.map((field) => sql`record -> ${sql.raw(`'$.${field}'`)}`),
    sql`, `,
  )})`;
