import type Sqlite from 'better-sqlite3';
import { type SQL, sql } from 'drizzle-orm';
import { SQLiteDialect } from 'drizzle-orm/sqlite-core';
import {
  documentDayNumber,
  selectAllAppearances,
  selectDisputes,
  selectDocumentsByNoun,
  selectEntryDocuments,
  selectNameForms,
  selectPartyDocuments,
  selectSourceEntries,
  selectVisitOrigins,
  toDocumentId,
} from '../../../src/db/derived-tables.ts';
import { entryKinds } from '../../../src/model/vocabulary.ts';

const sqliteDialect = new SQLiteDialect();

/** Fills the derived tables for all rows at once, with the SQL that Chancery uses for one entry at a time. */
export function fillDerivedTables(db: Sqlite.Database): void {
  const run = (query: SQL): void => {
    const { sql: text, params } = sqliteDialect.sqlToQuery(query);
    db.prepare(text).run(...params);
  };
  const fill = (table: string, columns: string, rows: SQL, order: string): void => {
    const into = sql.raw(`"${table}" (${columns})`);
    run(sql`DELETE FROM ${sql.raw(`"${table}"`)}`);
    // In the order of the primary key, whose index cannot be dropped.
    run(sql`INSERT INTO ${into} SELECT * FROM (${rows}) ORDER BY ${sql.raw(order)}`);
  };
  // Appearances depend on the origins.
  fill('visit_origins', 'visit_id, at, key, country_id', selectVisitOrigins(), '1, 4');
  fill('appearances', 'party_id, entry_id, at, key, kind', selectAllAppearances(), '1, 3, 4');
  fill('source_entries', 'source_id, entry_id, at, key, kind', selectSourceEntries(), '1, 3, 4');
  fill('disputes', 'entry_id, at, key, kind', selectDisputes(), '1');
  fill('name_forms', 'party_id, form, reversed, rank', selectNameForms(), '1, 2');

  run(sql`DELETE FROM documents`);
  run(
    sql`INSERT INTO documents (id, kind, party_id, title, body, keywords) SELECT party_id, kind, party_id, title, body, keywords FROM (${selectPartyDocuments()})`,
  );
  for (const noun of ['source', 'office', 'topic'] as const) {
    const reference = sql.raw(`${noun}_id`);
    run(sql`INSERT INTO documents (id, kind, ${reference}, title, body, keywords)
      SELECT ${toDocumentId(noun, reference)}, kind, ${reference}, title, body, keywords FROM (${selectDocumentsByNoun[noun]()})`);
  }
  // The ids of a day's documents have 2^24 values.
  const id = sql`CAST(${documentDayNumber} AS INTEGER) * 16777216 + row_number() OVER (PARTITION BY entries.at ORDER BY entries.id) - 1`;
  run(sql`CREATE TEMP TABLE places AS SELECT entries.id AS entry_id, ${id} AS id FROM entries`);
  run(sql`CREATE UNIQUE INDEX temp.places_entry ON places (entry_id)`);
  for (const kind of entryKinds)
    run(sql`INSERT INTO documents (id, kind, entry_id, title, body, keywords)
      SELECT places.id, d.kind, d.entry_id, d.title, d.body, d.keywords FROM (${selectEntryDocuments(kind)}) d JOIN places ON places.entry_id = d.entry_id ORDER BY places.id`);
  run(sql`DROP TABLE places`);
  db.exec(`INSERT INTO search (search) VALUES ('rebuild')`);
}
