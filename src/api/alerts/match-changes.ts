import { type SQL, sql } from 'drizzle-orm';
import type { Database, Reader } from '../../db/database.ts';
import type { AlertTask } from '../../db/queries/saved-search.ts';
import { toKebabCase } from '../../model/kebab-case.ts';
import { entryNouns, type RecordNoun } from '../../model/vocabulary.ts';
import type { MatchedChanges } from '../../store/alerts/deliveries.ts';
import { type ExportList, getList } from '../export/export-lists.ts';
import { createItem } from '../feed/create-feed.ts';
import { type FeedNode, getFeedDocument } from '../feed/feed-query.ts';
import { ListReader } from '../list-reader.ts';

interface MatchOptions {
  reader: Reader;
  db: Database;
  /** The last change in the snapshot of the reader. */
  sequence: number;
  /** The address of the explorer, for links. */
  origin: string;
  withinMs: number;
}

/** A change to a record. */
interface RecordChange {
  sequence: number;
  action: string;
  recordedAt: string;
  by: string;
  noun: RecordNoun;
  key: string;
  isLive: number;
}

/** The changes that are compared at once: as many as a page of a list has. */
const batchSize = 100;
/** How far the cursor moves at most, so that a search for rare records reads no more at once. */
const maxScannedChanges = 10_000;

/** Compares the next changes after the cursor of a search with its filter, in one statement. */
export async function matchChanges(task: AlertTask, options: MatchOptions): Promise<MatchedChanges> {
  const list = getList(toKebabCase(task.list));
  return list.name === 'changes' ? matchChangeFilter(task, list, options) : matchRecordFilter(task, list, options);
}

async function matchChangeFilter(
  task: AlertTask,
  list: ExportList,
  { reader, db, sequence, origin, withinMs }: MatchOptions,
): Promise<MatchedChanges> {
  const page = await new ListReader(reader, db, withinMs).readPage<FeedNode>(getFeedDocument(list), {
    filter: JSON.parse(task.filter) as object,
    afterSequence: task.cursor,
    first: batchSize,
  });
  const to = page.pageInfo.hasNextPage ? Number(page.nodes.at(-1)?.sequence) : sequence;
  const messages = page.nodes.map((node) =>
    createMessage(
      task,
      {
        sequence: node.sequence ?? 0,
        action: node.action ?? '',
        recordedAt: node.recordedAt ?? '',
        by: node.by ?? '',
        noun: toKebabCase(node.noun?.toLowerCase().replaceAll('_', '-') ?? '') as RecordNoun,
        key: node.key ?? '',
      },
      node,
      { epoch: db.epoch, origin },
    ),
  );
  return { searchId: task.id, from: task.cursor, to, messages };
}

async function matchRecordFilter(
  task: AlertTask,
  list: ExportList,
  { reader, db, sequence, origin, withinMs }: MatchOptions,
): Promise<MatchedChanges> {
  const last = Math.min(sequence, task.cursor + maxScannedChanges);
  const changes = await reader.all<RecordChange>(
    selectChanges(list.noun ? [list.noun] : entryNouns, task.cursor, last),
  );
  const to = changes.length === batchSize ? (changes.at(-1)?.sequence ?? last) : last;
  const keys = [...new Set(changes.filter(({ isLive }) => isLive).map(({ key }) => key))];
  const matches = keys.length === 0 ? [] : await readMatches(keys);
  const nodes = new Map(matches.map((node) => [node.key, node]));
  const messages = changes.flatMap((change) => {
    const node = nodes.get(change.key);
    return node ? [createMessage(task, change, node, { epoch: db.epoch, origin })] : [];
  });
  return { searchId: task.id, from: task.cursor, to, messages };

  async function readMatches(among: readonly string[]): Promise<readonly FeedNode[]> {
    const keyField = list.noun === 'country' ? 'code' : 'key';
    const filter = { and: [JSON.parse(task.filter) as object, { [keyField]: { in: among } }] };
    const lists = new ListReader(reader, db, withinMs);
    return (await lists.readPage<FeedNode>(getFeedDocument(list), { filter, first: batchSize })).nodes;
  }
}

const selectChanges = (nouns: readonly RecordNoun[], after: number, last: number): SQL =>
  sql`SELECT v.sequence, v.action, v.recorded_at AS "recordedAt", v."by", r.noun, r."key", r.state = 'LIVE' AS "isLive"
    FROM revisions v CROSS JOIN records r ON r.id = v.record_id
    WHERE v.sequence > ${after} AND v.sequence <= ${last} AND r.noun IN (SELECT value FROM json_each(${JSON.stringify(nouns)}))
    ORDER BY v.sequence LIMIT ${batchSize}`;

/** Creates the message about a change. Its id depends on the search and the change only. */
function createMessage(
  { key: search, name }: AlertTask,
  { sequence, action, recordedAt, by, noun, key }: Omit<RecordChange, 'isLive'>,
  node: FeedNode,
  { epoch, origin }: { epoch: string; origin: string },
): { messageId: string; payload: string } {
  const { title, url, sources, date } = createItem(node, origin, recordedAt);
  return {
    messageId: `${search}:${epoch}:${sequence}`,
    payload: JSON.stringify({
      type: `${noun}.${action.toLowerCase()}`,
      timestamp: recordedAt,
      data: {
        search,
        name,
        change: { epoch, sequence, action, recordedAt, by, noun, key },
        record: { title, url: url ?? null, date: date ?? null, sources },
      },
    }),
  };
}
