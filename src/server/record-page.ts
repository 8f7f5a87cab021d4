import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { RateLimiter } from '../api/enforce-rate-limit.ts';
import { exportLists } from '../api/export/export-lists.ts';
import { createItem } from '../api/feed/create-feed.ts';
import { type FeedNode, getFeedDocument } from '../api/feed/feed-query.ts';
import { ListReader } from '../api/list-reader.ts';
import { buildRecordPath, embeddedStatementPath } from '../api/record-path.ts';
import type { Database } from '../db/database.ts';
import { type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import type { PageMetadata } from './page-metadata.ts';

/** The page of a record: its metadata, or the status of a page without a record. */
interface RecordPage {
  status: 200 | 404 | 410;
  metadata?: PageMetadata | undefined;
}

/** Returns the page of a record; undefined if the path is that of another page. */
export type RecordPageReader = (path: string, clientAddress: string | undefined) => Promise<RecordPage | undefined>;

/** Milliseconds for which a statement may run. It reads one record by its key. */
const withinMs = 100;
const maxDescriptionLength = 300;

/** The nouns that have pages under a path, such as `person` under `/people/`. */
const nounsByPrefix = Map.groupBy(recordNouns, (noun) => buildRecordPath(noun, '') ?? '');
nounsByPrefix.delete('');
nounsByPrefix.set(embeddedStatementPath, ['statement']);

interface PageReaderOptions {
  db: Database;
  rateLimiter: RateLimiter | undefined;
  log: Pick<Logger, 'warn'>;
}

/**
 * Creates the reader of record pages. A client over its rate limit, or an error of the database, yields a page without
 * metadata: the explorer reports the same itself.
 */
export function createRecordPageReader({ db, rateLimiter, log }: PageReaderOptions): RecordPageReader {
  return async (path, clientAddress) => {
    const target = parseRecordPath(path);
    if (!target) return undefined;
    // Counted separately from requests to the API, of which each page makes several.
    const seconds = (await rateLimiter?.consume(`page ${clientAddress}`)) ?? 0;
    if (seconds > 0) return { status: 200 };
    return readRecordPage(db, target).catch((error: unknown): RecordPage => {
      log.warn({ err: error, path }, 'the metadata of a page could not be read');
      return { status: 200 };
    });
  };
}

interface RecordTarget {
  nouns: readonly RecordNoun[];
  /** Undefined if it is not encoded correctly. */
  key: string | undefined;
}

function parseRecordPath(path: string): RecordTarget | undefined {
  const [, prefix = '', key = ''] = /^(\/(?:[^/]+\/)+)([^/]+)\/?$/.exec(path) ?? [];
  const nouns = nounsByPrefix.get(prefix);
  return nouns && { nouns, key: decodeKey(key) };
}

function decodeKey(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function readRecordPage(db: Database, { nouns, key }: RecordTarget): Promise<RecordPage> {
  if (key === undefined) return { status: 404 };
  const reader = db.autocommitReader();
  const found = await reader.all<{ noun: RecordNoun; state: string }>(
    sql`SELECT noun, state FROM records WHERE "key" = ${key} AND noun IN (SELECT value FROM json_each(${JSON.stringify(nouns)}))`,
  );
  const live = found.find(({ state }) => state === 'LIVE');
  if (!live) {
    if (found.some(({ state }) => state === 'MERGED')) return { status: 200 };
    return { status: found.length > 0 ? 410 : 404 };
  }
  const list = listsByNoun.get(live.noun);
  if (!list) return { status: 200 };
  const filter = { [live.noun === 'country' ? 'code' : 'key']: { in: [key] } };
  const { nodes } = await new ListReader(reader, db, withinMs).readPage<FeedNode>(getFeedDocument(list), {
    filter,
    first: 1,
  });
  return { status: 200, metadata: nodes[0] && describeRecord(nodes[0]) };
}

const listsByNoun = new Map([...exportLists.values()].map((list) => [list.noun, list]));

/** The words of a record, its date and its sources. */
function describeRecord(node: FeedNode): PageMetadata {
  const { title, date, sources } = createItem(node, 'http://localhost', '');
  const sourceNames = sources.map(({ title: name, publisher }) => name ?? publisher).join(', ');
  const parts = [node.text ? `“${node.text}”` : undefined, date, sourceNames].filter(Boolean);
  return { title, description: parts.length > 0 ? shorten(parts.join(' · ')) : undefined };
}

const shorten = (text: string): string =>
  text.length <= maxDescriptionLength ? text : `${text.slice(0, maxDescriptionLength - 1).trimEnd()}…`;
