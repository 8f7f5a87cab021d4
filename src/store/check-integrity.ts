import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { isSearchIndexIntact } from '../db/check-search-index.ts';
import type { Database, Reader } from '../db/database.ts';
import {
  type DocumentNoun,
  documentDayNumber,
  selectAllAppearances,
  selectAllDocuments,
  selectDisputes,
  selectNameForms,
  selectSourceEntries,
  selectVisitOrigins,
  toDocumentId,
} from '../db/derived-tables.ts';
import * as tables from '../db/tables/index.ts';
import { diffRecords } from '../model/record-diff.ts';
import { type EntryKind, entryKinds, type PartyKind, partyKinds, recordNouns } from '../model/vocabulary.ts';
import { findDateProblems } from './check-dates.ts';
import { findStoredTextProblems } from './check-stored-texts.ts';
import { findTradeFlowProblems } from './check-trade-flows.ts';
import { compareWithHistory, replayRevisions } from './serialize/compare-with-history.ts';

export interface IntegrityReport {
  /** One sentence per problem. */
  problems: string[];
  /** The number of rows checked, by table. */
  checked: Record<string, number>;
}

/** Checks the file, foreign keys, derived tables and citations for corruption. Changes nothing. */
export async function checkIntegrity(db: Database): Promise<IntegrityReport> {
  const report = await db.read(async (reader) => ({
    checked: await countTableRows(reader),
    problems: [
      ...(await findFileDamage(reader)),
      ...(await findBrokenForeignKeys(reader)),
      ...(await findStaleDerivedTables(reader)),
      ...(await findRuleViolations(reader, completenessRules)),
      ...(await findRuleViolations(reader, evidenceRules)),
      ...(await findRuleViolations(reader, historyRules)),
      ...(await findHistoryMismatches(reader)),
      ...(await findTradeFlowProblems(reader)),
      ...(await findDateProblems(reader)),
      ...(await findStoredTextProblems(reader)),
    ],
  }));
  const searchProblems = isSearchIndexIntact(db.path) ? [] : ['The full-text table differs from the documents.'];
  return { ...report, problems: [...report.problems, ...searchProblems] };
}

async function countTableRows(reader: Reader): Promise<Record<string, number>> {
  const { entries, parties, sources, citations, spans, documents, revisions, tradeFlows } = tables;
  const counts = Object.entries({ entries, parties, sources, citations, spans, documents, revisions, tradeFlows }).map(
    async ([name, table]) =>
      [name, (await reader.get<{ n: number }>(sql`SELECT count(*) AS "n" FROM ${table}`))?.n ?? 0] as const,
  );
  return Object.fromEntries(await Promise.all(counts));
}

async function findFileDamage(reader: Reader): Promise<string[]> {
  // A connection caches the structure of the full-text index. A search refreshes the cache, but the check does not, so
  // it would report writes of other connections as corruption.
  await reader.get(sql`SELECT rowid FROM search WHERE search MATCH 'renew' LIMIT 1`);
  const rows = await reader.all<{ integrity_check: string }>(sql`PRAGMA integrity_check`);
  return rows.flatMap(({ integrity_check: text }) => (text === 'ok' ? [] : `The file is damaged: ${text}`));
}

async function findBrokenForeignKeys(reader: Reader): Promise<string[]> {
  const rows = await reader.all<{ table: string; rowid: number | null; parent: string }>(sql`PRAGMA foreign_key_check`);
  return rows.map(
    ({ table, rowid, parent }) =>
      `${rowid === null ? 'A row' : `Row ${rowid}`} of ${table} refers to a row of ${parent} that does not exist.`,
  );
}

/** The stored rows of each derived table, and the rows recomputed from the records, with the same columns. */
const derivedTableQueries: Record<string, { stored: SQL; recomputed: SQL }> = {
  appearances: {
    stored: sql`SELECT "party_id", "entry_id", "at", "key", "kind" FROM ${tables.appearances}`,
    recomputed: selectAllAppearances(),
  },
  visit_origins: {
    stored: sql`SELECT "visit_id", "at", "key", "country_id" FROM ${tables.visitOrigins}`,
    recomputed: selectVisitOrigins(),
  },
  source_entries: {
    stored: sql`SELECT "source_id", "entry_id", "at", "key", "kind" FROM ${tables.sourceEntries}`,
    recomputed: selectSourceEntries(),
  },
  disputes: {
    stored: sql`SELECT "entry_id", "at", "key", "kind" FROM ${tables.disputes}`,
    recomputed: selectDisputes(),
  },
  documents: {
    stored: sql`SELECT "kind", "entry_id", "party_id", "source_id", "office_id", "topic_id", "title", "body", "keywords" FROM ${tables.documents}`,
    recomputed: selectAllDocuments(),
  },
  name_forms: {
    stored: sql`SELECT "party_id", "form", "reversed", "rank" FROM ${tables.nameForms}`,
    recomputed: selectNameForms(),
  },
};

async function findStaleDerivedTables(reader: Reader): Promise<string[]> {
  const count = async (rows: SQL, without: SQL): Promise<number> =>
    (
      await reader.get<{ n: number }>(
        sql`SELECT count(*) AS "n" FROM (SELECT * FROM (${rows}) EXCEPT SELECT * FROM (${without}))`,
      )
    )?.n ?? 0;
  const problems = Object.entries(derivedTableQueries).map(async ([table, { stored, recomputed }]) => {
    const [missing, excess] = [await count(recomputed, stored), await count(stored, recomputed)];
    return missing + excess === 0
      ? []
      : [`The derived table ${table} is outdated: ${missing} rows are missing, ${excess} are superfluous.`];
  });
  return (await Promise.all(problems)).flat();
}

const entryTables: Record<EntryKind, SQLiteTable> = {
  VISIT: tables.visits,
  STATEMENT: tables.statements,
  TRADE_LINK: tables.tradeLinks,
  AGREEMENT: tables.agreements,
  POSITION: tables.positions,
  FIGURE: tables.figures,
};
const partyTables: Record<PartyKind, SQLiteTable> = {
  COUNTRY: tables.countries,
  PERSON: tables.people,
  ORGANIZATION: tables.organizations,
  GROUP: tables.groups,
};

interface IntegrityRule {
  /** Selects `what`, which identifies each row that violates the rule. */
  violations: SQL;
  toMessage: (what: string) => string;
}

const { entries, parties, names, documents, citations, spans } = tables;
const selectIds = (table: SQLiteTable): SQL => sql`(SELECT "id" FROM ${table})`;

const misplacedDocuments = (
  noun: DocumentNoun,
  { id, key }: { id: AnySQLiteColumn; key: AnySQLiteColumn },
  reference: AnySQLiteColumn,
): SQL =>
  sql`UNION ALL SELECT ${key} FROM ${documents} JOIN ${getColumnTable(key)} ON ${id} = ${reference} WHERE ${documents.id} <> ${toDocumentId(noun, sql`${id}`)}`;

const completenessRules: IntegrityRule[] = [
  ...entryKinds.map((kind) => ({
    violations: sql`SELECT ${entries.key} AS "what" FROM ${entries} WHERE ${entries.kind} = ${kind} AND ${entries.id} NOT IN ${selectIds(entryTables[kind])}`,
    toMessage: (key: string) => `The entry "${key}" has no row of its kind, ${kind}.`,
  })),
  ...partyKinds.map((kind) => ({
    violations: sql`SELECT ${parties.key} AS "what" FROM ${parties} WHERE ${parties.kind} = ${kind} AND ${parties.id} NOT IN ${selectIds(partyTables[kind])}`,
    toMessage: (key: string) => `The party "${key}" has no row of its kind, ${kind}.`,
  })),
  {
    violations: sql`SELECT ${parties.key} AS "what" FROM ${parties} WHERE NOT EXISTS
      (SELECT 1 FROM ${names} WHERE ${names.partyId} = ${parties.id} AND ${names.text} = ${parties.name})`,
    toMessage: (key) => `The display name of "${key}" is not among its names.`,
  },
  {
    violations: sql`SELECT ${entries.key} AS "what" FROM ${documents} JOIN ${entries} ON ${entries.id} = ${documents.entryId} WHERE ${documentDayNumber} <> ${documents.id} / (1 << 24)
      UNION ALL SELECT ${parties.key} FROM ${documents} JOIN ${parties} ON ${parties.id} = ${documents.partyId} WHERE ${documents.id} <> ${parties.id}
      ${misplacedDocuments('source', tables.sources, documents.sourceId)} ${misplacedDocuments('office', tables.offices, documents.officeId)}
      ${misplacedDocuments('topic', tables.topics, documents.topicId)}`,
    toMessage: (key) => `The id of the search document of "${key}" does not match its day.`,
  },
];

const evidenceRules: IntegrityRule[] = [
  {
    violations: sql`SELECT ${entries.key} AS "what" FROM ${entries} WHERE NOT EXISTS (SELECT 1 FROM ${citations} WHERE ${citations.entryId} = ${entries.id})`,
    toMessage: (key) => `The entry "${key}" has no citation.`,
  },
  {
    violations: sql`SELECT ${tables.sources.key} || ', ' || ${spans.start} || ' to ' || ${spans.end} AS "what" FROM ${tables.sources}
      CROSS JOIN ${citations} ON ${citations.sourceId} = ${tables.sources.id} CROSS JOIN ${spans} ON ${spans.citationId} = ${citations.id}
      WHERE ${tables.sources.length} IS NOT NULL AND ${spans.end} > ${tables.sources.length}`,
    toMessage: (span) => `A span ends after the end of its source: ${span}.`,
  },
  {
    violations: sql`SELECT ${tables.sources.key} || ', ' || ${spans.start} || ' to ' || ${spans.end} AS "what" FROM ${spans}
      JOIN ${citations} ON ${citations.id} = ${spans.citationId} JOIN ${tables.sources} ON ${tables.sources.id} = ${citations.sourceId}
      WHERE length(${spans.words}) <> ${spans.end} - ${spans.start}`,
    toMessage: (span) => `The words of a span do not have the length of the span: ${span}.`,
  },
];

const { records, revisions } = tables;

const historyRules: IntegrityRule[] = [
  {
    violations: sql`SELECT ${records.noun} || ' "' || ${records.key} || '"' AS "what" FROM ${records}
      WHERE ${records.revision} IS NOT (SELECT max(${revisions.sequence}) FROM ${revisions} WHERE ${revisions.recordId} = ${records.id})`,
    toMessage: (record) => `The last revision of the ${record} is not the one that its record refers to.`,
  },
  {
    violations: sql`SELECT ${tables.dataset.sequence} AS "what" FROM ${tables.dataset} WHERE ${tables.dataset.sequence} < (SELECT max(${revisions.sequence}) FROM ${revisions})`,
    toMessage: (sequence) =>
      `The sequence number of the dataset, ${sequence}, is smaller than that of the last revision.`,
  },
  ...Object.entries({
    entries: tables.entries,
    parties: tables.parties,
    sources: tables.sources,
    terms: tables.terms,
    offices: tables.offices,
  }).map(([name, table]) => ({
    violations: sql`SELECT "key" AS "what" FROM ${table} WHERE NOT EXISTS (SELECT 1 FROM ${records} WHERE ${records.key} = ${table.key} AND ${records.state} = 'LIVE')`,
    toMessage: (key: string) => `"${key}" is in ${name}, but has no history.`,
  })),
];

/** Finds records whose content differs from the result of replaying their revisions. */
async function findHistoryMismatches(reader: Reader): Promise<string[]> {
  const problems: string[] = [];
  for (const noun of recordNouns)
    for await (const { key, stored, replayed } of compareWithHistory(reader, noun)) {
      const differences = Object.keys(diffRecords(replayed, stored));
      if (stored === undefined) problems.push(`The ${noun} "${key}" is not in its tables.`);
      else if (differences.length > 0)
        problems.push(
          `The history of the ${noun} "${key}" does not lead to its current state: ${differences.join(', ')}.`,
        );
    }
  const inactive = await reader.all<{ noun: string; key: string; id: number }>(
    sql`SELECT ${records.noun} AS "noun", ${records.key} AS "key", ${records.id} AS "id" FROM ${records} WHERE ${records.state} <> 'LIVE'`,
  );
  for (const { noun, key, id } of inactive) {
    const remaining = Object.keys((await replayRevisions(reader, id)) ?? {});
    if (remaining.length > 0)
      problems.push(
        `The ${noun} "${key}" was withdrawn or merged, but its history leaves values: ${remaining.join(', ')}.`,
      );
  }
  return problems;
}

async function findRuleViolations(reader: Reader, rules: readonly IntegrityRule[]): Promise<string[]> {
  const problems = rules.map(async ({ violations: rows, toMessage }) =>
    (await reader.all<{ what: string }>(rows)).map(({ what }) => toMessage(what)),
  );
  return (await Promise.all(problems)).flat();
}
