import { createApi } from '../api/create-api.ts';
import type { Database } from '../db/database.ts';
import { openTable } from '../ingest/table/read-table.ts';
import { createGraphqlClient } from '../mcp/graphql-client.ts';
import { getName, selectCandidates } from '../mcp/names.ts';
import { ToolError } from '../mcp/tool-error.ts';
import { ChanceryError } from '../model/errors.ts';
import { suggestName } from '../model/find-nearest-name.ts';
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

/** Returns the cells of a column of a table: CSV, an Excel workbook, JSON or JSON Lines. */
export async function readTableColumn(path: string, column: string): Promise<string[]> {
  const cannotBeRead = (reason: string) => new UsageError(`The table ${path} cannot be read: ${reason}`);
  const table = await openTable(path).catch((error: unknown) => {
    throw error instanceof ChanceryError ? cannotBeRead(error.message) : error;
  });
  const position = table.columns.indexOf(column.trim());
  const cells: string[] = [];
  for await (const batch of table.batches)
    for (const { line, cells: row, fault, isFatal } of batch) {
      if (isFatal) throw cannotBeRead(`line ${line}: ${fault}`);
      // A row of another length may have the cell.
      cells.push(row[position] ?? '');
    }
  if (position < 0) {
    const hint = suggestName(column, table.columns) || ` Its columns are ${table.columns.join(', ')}.`;
    throw new UsageError(`The table has no column "${column}".${hint}`);
  }
  return cells;
}
