import { sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { sources, sourceTexts } from '../../db/tables/index.ts';
import type { RecordJson } from '../../model/record-diff.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import type { PackageInfo } from '../../store/export/data-package/descriptor.ts';
import type { ExportContents } from '../../store/export/export-format.ts';
import { listRecordColumns, toRow } from '../../store/export/record-columns.ts';
import type { Table } from '../../store/export/table.ts';
import { readRecordsByKey } from '../../store/serialize/read-record.ts';
import type { ListArguments, ListReader } from '../list-reader.ts';
import { type ExportList, getList, getListOfNoun } from './export-lists.ts';
import { toNodeRow } from './node-columns.ts';
import type { WriterTimer } from './writer-cpu-timer.ts';

/** What is exported: a list or, without one, the records of all nouns. */
export interface ExportSelection {
  list: ExportList | undefined;
  args: ListArguments;
  /** The maximum number of rows. */
  maxRows: number;
  /** The maximum size of what is written or, without `readWrittenBytes`, of the rows as JSON. */
  maxBytes: number;
}

/** Where an export ended. */
export interface ExportProgress {
  /** The rows or records that were read, or the edges of a network. */
  rows: number;
  /** Set if rows are missing: why, and the cursor after which they continue. */
  truncated?: { by: 'ROWS' | 'SIZE'; after: string };
}

interface ContentsOptions {
  reader: Reader;
  lists: ListReader;
  /** Called before each page. Throws if the export must end. */
  assertWithinTime?: () => void;
  /** Returns the size of what the writer has written; absent if it compresses, or reads the rows several times. */
  readWrittenBytes?: (() => number) | undefined;
  /** Measures the work of the writer and the conversion of rows. */
  timer?: Pick<WriterTimer, 'start' | 'stop'>;
  info: Omit<PackageInfo, 'selection' | 'getTruncation'>;
}

/** Returns what the formats write, and how far they have come. */
export function createExportContents(
  selection: ExportSelection,
  { reader, lists, info, readWrittenBytes, assertWithinTime = () => undefined, timer = noTimer }: ContentsOptions,
): { contents: ExportContents; progress: ExportProgress } {
  const progress: ExportProgress = { rows: 0 };
  const rowsByList = new Map<ExportList, number>();
  // A format may read a list several times.
  const setRows = (list: ExportList, rows: number): void => {
    progress.rows += rows - (rowsByList.get(list) ?? 0);
    rowsByList.set(list, rows);
  };

  /** Yields the rows or records of a list, up to the maximum number and size. Each call begins with the first. */
  async function* readItems<Item extends object>(
    list: ExportList,
    toItems: (nodes: readonly { key: string }[]) => Promise<readonly Item[]> | readonly Item[],
  ): AsyncGenerator<Item> {
    const { args, maxRows, maxBytes } = selection;
    let [rows, bytes] = [0, 0];
    timer.stop();
    assertWithinTime();
    for await (const { nodes, pageInfo } of lists.readPages(list, args, maxRows)) {
      const items = await toItems(nodes);
      rows += items.length;
      timer.start();
      if (maxBytes < Infinity && !readWrittenBytes) bytes += Buffer.byteLength(JSON.stringify(items));
      for (const item of items) {
        timer.start();
        yield item;
      }
      timer.stop();
      if (readWrittenBytes) bytes = readWrittenBytes();
      const by = rows >= maxRows ? 'ROWS' : bytes >= maxBytes ? 'SIZE' : undefined;
      setRows(list, Math.max(rows, rowsByList.get(list) ?? 0));
      if (by && pageInfo.hasNextPage) {
        progress.truncated = { by, after: pageInfo.endCursor ?? '' };
        break;
      }
      assertWithinTime();
    }
    timer.start();
  }

  const readByKey = (noun: RecordNoun, nodes: readonly { key: string }[]): Promise<RecordJson[]> =>
    readRecordsByKey(
      reader,
      noun,
      nodes.map(({ key }) => key),
    );
  const readRecords = (noun: RecordNoun): AsyncGenerator<RecordJson> =>
    readItems(selection.list ?? getListOfNoun(noun), (nodes) => readByKey(noun, nodes));

  const { list } = selection;
  const nouns = list?.noun ? [list.noun] : recordNouns;
  const contents: ExportContents = {
    table: () => (list ? createTable(list) : noList()),
    async *records() {
      for (const noun of nouns) yield* readRecords(noun);
    },
    async readNetwork() {
      const network = await lists.readNetwork(selection.args.filter);
      progress.rows = network.edges.length;
      timer.start();
      return network;
    },
    dataPackage: () => ({
      ...info,
      selection: describeSelection(selection),
      getTruncation: () => progress.truncated,
      nouns: nouns.map((noun) => ({ noun, name: getListOfNoun(noun).name })),
      readRecords,
      tables: list ? [] : [{ ...flowTable, ...createTable(flowList) }],
      async readHeldText(key) {
        timer.stop();
        const text = await readHeldText(reader, key);
        timer.start();
        return text;
      },
    }),
  };

  function createTable(of: ExportList): Table {
    const { noun, columns } = of;
    const convert = <Item, Converted>(items: readonly Item[], toConverted: (item: Item) => Converted): Converted[] => {
      timer.start();
      const converted = items.map(toConverted);
      timer.stop();
      return converted;
    };
    if (!noun) return { columns, rows: readItems(of, (nodes) => convert(nodes, (node) => toNodeRow(node, columns))) };
    const recordColumns = listRecordColumns(noun);
    const rows = readItems(of, async (nodes) =>
      convert(await readByKey(noun, nodes), (record) => toRow(record, recordColumns)),
    );
    return { columns: recordColumns, rows };
  }
  return { contents, progress };
}

const noTimer = { start: () => undefined, stop: () => undefined };

const flowList = getList('trade-flows');
/** Trade flows are rows in bulk, without a key. */
const flowTable = {
  name: flowList.name,
  description: 'Measured trade, one figure of a statistic per row.',
  primaryKey: [],
};

function noList(): never {
  throw new Error('A table is made of one list.');
}

function describeSelection({ list, args: { filter, after }, maxRows }: ExportSelection): string {
  if (list === undefined) return 'All records';
  const [number, match, position] = [
    maxRows === Infinity ? 'The' : `The first ${maxRows}`,
    filter === undefined ? '' : ` that match the filter ${JSON.stringify(filter)}`,
    after === undefined ? '' : ` after the cursor ${JSON.stringify(after)}`,
  ];
  return `${number} records of ${list.name}${match}${position}`;
}

/** Returns the text of a source. Texts are held only if the licence allows it: see `textRetention`. */
async function readHeldText(reader: Reader, key: string): Promise<string | undefined> {
  const row = await reader.get<{ text: string }>(
    sql`SELECT ${sourceTexts.text} AS "text" FROM ${sourceTexts} JOIN ${sources} ON ${sources.id} = ${sourceTexts.sourceId}
      WHERE ${sources.key} = ${key} AND ${sources.textRetention} = 'RETAINED' AND ${sources.licence} IS NOT NULL`,
  );
  return row?.text;
}
