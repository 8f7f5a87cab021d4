import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import type { Database, Reader } from '../db/database.ts';
import type { Context } from '../schema/context.ts';
import { schema } from '../schema/index.ts';
import { maxPageSize } from '../schema/plan/compile-page.ts';
import type { Network } from '../store/export/write-network.ts';
import { readRecordsByKey } from '../store/serialize/read-record.ts';
import { executeQuery, SerializedData } from './execute-direct.ts';
import type { ExportList } from './export/export-lists.ts';

/** Which rows of a list are exported, and in which order, as arguments of the list. */
export interface ListArguments {
  filter?: object | undefined;
  orderBy?: unknown;
  after?: string | undefined;
}

interface Page<Node = { key: string }> {
  nodes: readonly Node[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** Runs the API's own queries, for exports. */
export class ListReader {
  readonly #reader: Reader;
  readonly #context: Context;

  constructor(reader: Reader, db: Database, withinMs = Infinity) {
    this.#reader = reader;
    const unsupported = (): never => {
      throw new Error('The queries of exports need neither tokens, alerts nor former versions.');
    };
    this.#context = {
      reader,
      db,
      withinMs,
      trace: { id: '', statements: reader.statements },
      getAsKnownAt: unsupported,
      authenticate: unsupported,
      follow: unsupported,
      logWrite: unsupported,
      alerts: { hasMail: false, validateWebhookUrl: unsupported, validateFilter: unsupported },
      // An export is written row by row, with a limit of its own.
      addToResponse: () => undefined,
    };
  }

  /** Yields the pages of at most `maxRows` rows of a list. */
  async *readPages({ document }: ExportList, list: ListArguments, maxRows: number): AsyncGenerator<Page> {
    let { after } = list;
    for (let rows = 0; rows < maxRows; ) {
      const first = Math.min(maxPageSize, maxRows - rows);
      const page = await this.readPage<{ key: string }>(document, { ...list, after, first });
      yield page;
      if (!page.pageInfo.hasNextPage) return;
      rows += page.nodes.length;
      after = page.pageInfo.endCursor ?? undefined;
    }
  }

  /** Reads one page with a document that selects it as `page`. */
  async readPage<Node>(
    document: DocumentNode,
    variables: ListArguments & { first: number; afterSequence?: number },
  ): Promise<Page<Node>> {
    const { page } = await this.#execute<{ page: Page<Node> }>(document, variables);
    return page;
  }

  /** Reads the network of completed visits. */
  async readNetwork(filter: object | undefined): Promise<Network> {
    const { counts } = await this.#execute<NetworkCounts>(networkDocument, {
      filter: { and: [...(filter ? [filter] : []), { status: ['COMPLETED'] }] },
    });
    const edges = counts.flatMap(({ travellerCountry, host, year, count }) =>
      travellerCountry && host && year !== null
        ? [{ from: travellerCountry.key, to: host.key, year, weight: count }]
        : [],
    );
    const keys = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].toSorted();
    const countries = await readRecordsByKey(this.#reader, 'country', keys);
    return { nodes: countries.map(({ key, name }) => ({ key: String(key), name: String(name) })), edges };
  }

  async #execute<Data>(document: DocumentNode, variableValues: object): Promise<Data> {
    const contextValue = this.#context;
    const { data, errors }: ExecutionResult = await executeQuery({
      schema,
      document,
      variableValues: variableValues as Record<string, unknown>,
      contextValue,
    });
    if (errors?.[0]) throw errors[0];
    return (data instanceof SerializedData ? data.toJSON() : data) as Data;
  }
}

interface NetworkCounts {
  counts: readonly {
    travellerCountry: { key: string } | null;
    host: { key: string } | null;
    year: number | null;
    count: number;
  }[];
}

const networkDocument = parse(`query Network($filter: VisitFilter) {
  counts: visitCounts(filter: $filter, by: [TRAVELLER_COUNTRY, HOST, YEAR], orderBy: DIMENSION) {
    travellerCountry { key } host { key } year count
  }
}`);
