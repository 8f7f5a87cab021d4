import { sql } from 'drizzle-orm';
import type { Database, Reader } from '../db/database.ts';
import * as tables from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { SourceText, verifySpan } from '../model/source-text.ts';
import { iteratePages, pageSize } from './iterate-pages.ts';
import type { SourceTextFiles } from './source-text-files.ts';

/** A span whose words do not match the text at its offsets. */
interface SpanFailure {
  source: string;
  /** The cited record: `visit "…"`. */
  of: string;
  field: string | null;
  start: number;
  end: number;
  words: string;
  reason: string;
}

/** A source whose spans could not be verified, or whose length does not match its text. */
interface SourceFailure {
  source: string;
  spans: number;
  reason: string;
}

export type VerificationFailure = SpanFailure | SourceFailure;

export interface SourceCheckReport {
  /** The total number of spans, the number verified, and the number of texts read. */
  spans: number;
  verified: number;
  texts: number;
  missed: VerificationFailure[];
  /** One sentence per file or folder that could not be read. */
  unreadable: string[];
}

/** Compares every span with the text of its source: of all sources, or of the one with the key `only`. */
export async function checkSourceSpans(
  db: Database,
  texts: SourceTextFiles,
  only?: string,
): Promise<SourceCheckReport> {
  const textHashes = new Set<string>();
  const report: SourceCheckReport = { spans: 0, verified: 0, texts: 0, missed: [], unreadable: [] };
  await db.read(async (reader) => {
    if (only !== undefined) await assertSourceExists(reader, only);
    for await (const source of iterateSources(reader, only)) {
      const text = (await readStoredText(reader, source)) ?? findTextOrReason(texts, source);
      report.spans += source.spans;
      const addFailure = (reason: string): void =>
        void report.missed.push({ source: source.key, spans: source.spans, reason });
      if (typeof text === 'string') addFailure(text);
      if (typeof text !== 'object') continue;
      textHashes.add(source.sha256 ?? '');
      if (source.length !== null && source.length !== text.length)
        addFailure(`Its length is ${source.length} on record, but its text has ${text.length} code points.`);
      const missed = source.spans === 0 ? [] : await findSpanFailures(reader, source, text);
      report.verified += source.spans - missed.length;
      for (const miss of missed) report.missed.push(miss);
    }
  });
  return { ...report, texts: textHashes.size, unreadable: texts.unreadable };
}

interface SourceRow {
  id: number;
  key: string;
  sha256: string | null;
  length: number | null;
  spans: number;
}

const { sources, sourceTexts, citations, spans, entries, parties, terms, renderings } = tables;

async function assertSourceExists(reader: Reader, key: string): Promise<void> {
  if (!(await reader.get(sql`SELECT 1 FROM ${sources} WHERE ${sources.key} = ${key}`)))
    throw badInput(`No source has the key "${key}".`, 'only');
}

/** Yields the sources that have spans or a length to verify, sorted by key. */
const iterateSources = (reader: Reader, only: string | undefined): AsyncGenerator<SourceRow> =>
  iteratePages((last) =>
    reader.all<SourceRow>(sql`
      SELECT * FROM (SELECT ${sources.id} AS "id", ${sources.key} AS "key", ${sources.sha256} AS "sha256", ${sources.length} AS "length",
        (SELECT count(*) FROM ${citations} JOIN ${spans} ON ${spans.citationId} = ${citations.id}
          WHERE ${citations.sourceId} = ${sources.id}) AS "spans"
        FROM ${sources} WHERE ${sources.key} > ${last?.key ?? ''}${only === undefined ? sql`` : sql` AND ${sources.key} = ${only}`})
      WHERE "spans" > 0 OR ("sha256" IS NOT NULL AND "length" IS NOT NULL)
      ORDER BY "key" LIMIT ${pageSize}`),
  );

/** Returns the text that the source retains. */
async function readStoredText(reader: Reader, { id }: SourceRow): Promise<SourceText | undefined> {
  const stored = await reader.get<{ text: string }>(
    sql`SELECT ${sourceTexts.text} AS "text" FROM ${sourceTexts} WHERE ${sourceTexts.sourceId} = ${id}`,
  );
  return stored && new SourceText(stored.text);
}

/** Returns the text, or the reason why it is unavailable; undefined if there is no text and nothing to verify. */
function findTextOrReason(
  texts: SourceTextFiles,
  { sha256, spans: count }: SourceRow,
): SourceText | string | undefined {
  if (sha256 === null) return 'It has spans, but no `sha256` that identifies its text.';
  try {
    return (
      texts.findBySha256(sha256) ??
      (count === 0 ? undefined : `Its text is missing: no file has the SHA-256 ${sha256}.`)
    );
  } catch (error) {
    if (error instanceof ChanceryError) return error.message;
    throw error;
  }
}

interface SpanRow {
  citation: number;
  ordinal: number;
  words: string;
  start: number;
  end: number;
  field: string | null;
  of: string;
}

async function findSpanFailures(reader: Reader, source: SourceRow, text: SourceText): Promise<SpanFailure[]> {
  const missed: SpanFailure[] = [];
  for await (const { citation: _citation, ordinal: _ordinal, ...span } of iterateSpans(reader, source)) {
    const reason = verifySpan(text, span);
    if (reason !== undefined) missed.push({ source: source.key, ...span, reason });
  }
  return missed;
}

const iterateSpans = (reader: Reader, source: SourceRow): AsyncGenerator<SpanRow> =>
  iteratePages((last) => {
    const { citation, ordinal } = last ?? { citation: 0, ordinal: -1 };
    return reader.all<SpanRow>(sql`
      SELECT ${spans.citationId} AS "citation", ${spans.ordinal} AS "ordinal", ${spans.words} AS "words", ${spans.start} AS "start",
        ${spans.end} AS "end", ${citations.field} AS "field", ${citedRecordLabel} AS "of"
      FROM ${citations} JOIN ${spans} ON ${spans.citationId} = ${citations.id}
      WHERE ${citations.sourceId} = ${source.id} AND ${citations.id} >= ${citation}
        AND (${spans.citationId}, ${spans.ordinal}) > (${citation}, ${ordinal})
      ORDER BY ${citations.id}, ${spans.ordinal} LIMIT ${pageSize}`);
  });

/** Describes the cited record. A rendering has no key, so its statement is named. */
const citedRecordLabel = sql`coalesce(
  (SELECT lower(replace(${entries.kind}, '_', ' ')) || ' "' || ${entries.key} || '"' FROM ${entries} WHERE ${entries.id} = ${citations.entryId}),
  (SELECT lower(${parties.kind}) || ' "' || ${parties.key} || '"' FROM ${parties} WHERE ${parties.id} = ${citations.partyId}),
  (SELECT 'term "' || ${terms.key} || '"' FROM ${terms} WHERE ${terms.id} = ${citations.termId}),
  (SELECT 'rendering ' || (${renderings.ordinal} + 1) || ' of statement "' || ${entries.key} || '"' FROM ${renderings}
    JOIN ${entries} ON ${entries.id} = ${renderings.statementId} WHERE ${renderings.id} = ${citations.renderingId}),
  'nothing')`;
