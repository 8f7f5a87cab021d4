import { parse } from 'csv-parse/sync';
import { createApi } from '../api/create-api.ts';
import type { Database } from '../db/database.ts';
import { decodeUtf8, notUtf8Reason } from '../ingest/file-content.ts';
import { createGraphqlClient } from '../mcp/graphql-client.ts';
import { getName, selectCandidates } from '../mcp/names.ts';
import { ToolError } from '../mcp/tool-error.ts';
import type { ResolutionKind } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';

interface Options {
  kind: readonly ResolutionKind[] | undefined;
  on: string | undefined;
  first: number;
}

/** As many names in one request as its limits allow. */
const namesPerRequest = 25;

/** Resolves names with `Query.resolve`. */
export async function resolveTexts(db: Database, names: readonly string[], { kind, on, first }: Options) {
  const api = createApi({ db });
  const client = createGraphqlClient({
    url: 'http://localhost/graphql',
    send: (request) => api.fetch(request),
    authorization: undefined,
    signal: new AbortController().signal,
  });
  try {
    const rows = [];
    for (let start = 0; start < names.length; start += namesPerRequest) {
      const batch = names.slice(start, start + namesPerRequest);
      const results = await selectCandidates(
        client,
        batch.map((value) => ({ value, kind })),
        { on, first },
      );
      for (const [index, value] of batch.entries()) rows.push(...toRows(value, results[index] ?? []));
    }
    return rows;
  } catch (error) {
    throw error instanceof ToolError ? new UsageError(error.message) : error;
  } finally {
    await api.dispose();
  }
}

type Candidates = Awaited<ReturnType<typeof selectCandidates>>[number];

const noRecord = { kind: null, key: null, name: null, score: null, reason: null, matched: null };

const toRows = (value: string, candidates: Candidates) =>
  candidates.length === 0
    ? [{ value, ...noRecord }]
    : candidates.map((candidate) => ({
        value,
        kind: candidate.kind,
        key: candidate.node.key,
        name: getName(candidate),
        score: candidate.score,
        reason: candidate.reason,
        matched: candidate.matched,
      }));

/** Returns the cells of a column of a table with a header. Finds the delimiter in the header. */
export function readTableColumn(bytes: Buffer, column: string): string[] {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new UsageError(notUtf8Reason);
  let rows: string[][];
  try {
    rows = parse(text, { delimiter: findDelimiter(text), bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw new UsageError(`The table cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const [header = [], ...others] = rows;
  const names = header.map((name) => name.trim());
  const position = names.indexOf(column.trim());
  if (position < 0) throw new UsageError(`The table has no column "${column}". Its columns are ${names.join(', ')}.`);
  return others.map((row) => row[position] ?? '');
}

/** The most frequent of the usual delimiters in the first line. */
function findDelimiter(text: string): string {
  const header = text.slice(0, text.search(/\r?\n|$/));
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
