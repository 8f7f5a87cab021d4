import { hash } from 'node:crypto';
import { toKebabCase } from '../../model/kebab-case.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { buildRecordPath } from '../record-path.ts';
import { feedPath } from './feed-path.ts';
import type { FeedNode, FeedSource } from './feed-query.ts';
import type { FeedFormat, FeedRequest } from './parse-request.ts';

/** A page of a feed, independent of its format. */
export interface Feed {
  id: string;
  title: string;
  /** The address of this page, of the first and of the next one, and of the explorer. */
  self: string;
  first: string;
  next: string | undefined;
  home: string;
  /** The same page in the other format. */
  alternate: { format: FeedFormat; url: string };
  updated: string;
  items: FeedItem[];
}

export interface FeedItem {
  /** A URN: the same on every server, and after every change of the record. */
  id: string;
  title: string;
  /** The explorer's page of the record; undefined if it has none. */
  url: string | undefined;
  text: string;
  published: string | undefined;
  updated: string;
  sources: FeedSource[];
  /** The type, key and date of the record, as in the API. */
  type: string;
  key: string | undefined;
  date: string | undefined;
}

interface FeedPage {
  nodes: readonly FeedNode[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** Creates a page of a feed. `changedAt` is the time of the last change of the dataset, which items without a history have. */
export function createFeed(request: FeedRequest, page: FeedPage, origin: string, changedAt: string): Feed {
  const { list, format, args } = request;
  const { hasNextPage, endCursor } = page.pageInfo;
  const items = page.nodes.map((node) => createItem(node, origin, changedAt));
  const otherFormat = format === 'atom' ? 'json' : 'atom';
  const url = (after: string | undefined, ending: FeedFormat = format): string =>
    new URL(createFeedPath(request, after, ending), origin).href;
  return {
    id: `urn:chancery:feed:${list.name}:${hash('sha1', JSON.stringify([args.filter, args.orderBy]), 'hex')}`,
    title: `Chancery: ${list.name.replaceAll('-', ' ')}`,
    self: url(args.after),
    first: url(undefined),
    next: hasNextPage && endCursor !== null ? url(endCursor) : undefined,
    home: new URL('/', origin).href,
    alternate: { format: otherFormat, url: url(args.after, otherFormat) },
    updated:
      items
        .map(({ updated }) => updated)
        .toSorted()
        .at(-1) ?? changedAt,
    items,
  };
}

/** Returns the path of a page, with the filter as JSON, so that equal feeds have one address. */
function createFeedPath({ list, args, first }: FeedRequest, after: string | undefined, format: FeedFormat): string {
  const search = new URLSearchParams();
  if (args.filter) search.set('filter', JSON.stringify(args.filter));
  if (args.orderBy !== undefined) search.set('orderBy', JSON.stringify(args.orderBy));
  search.set('first', String(first));
  if (after !== undefined) search.set('after', after);
  return `${feedPath}/${list.name}.${format}?${search}`;
}

/** Creates the item of a node. */
export function createItem(node: FeedNode, origin: string, changedAt: string): FeedItem {
  const { __typename: type, record, source, citations = [], recordedAt } = node;
  const noun = toNoun(record?.__typename ?? type);
  const key = record?.key ?? node.key;
  const path = noun && key !== undefined ? buildRecordPath(noun, key) : undefined;
  const title = createTitle(node);
  const sources = listSources(source ? [source] : citations.map(({ source: cited }) => cited));
  const updated = recordedAt ?? node.updated?.nodes[0]?.recordedAt ?? source?.updated?.nodes[0]?.recordedAt;
  const text = [
    node.text ?? title,
    ...(node.date ? [`Date: ${node.date.edtf}`] : []),
    ...sources.map(
      ({ title: name, publisher, url }) => `Source: ${[name ?? publisher, url].filter(Boolean).join(', ')}`,
    ),
  ].join('\n');
  return {
    id: createUrn(node),
    title,
    url: path === undefined ? (node.url ?? undefined) : new URL(path, origin).href,
    text,
    published: recordedAt ?? node.created?.nodes[0]?.recordedAt,
    updated: updated ?? changedAt,
    sources,
    type,
    key: node.key,
    date: node.date?.edtf,
  };
}

/** Records have the URN that they have in JSON-LD; other rows one with their global id. */
function createUrn({ __typename: type, key, id }: FeedNode): string {
  const noun = toNoun(type);
  return `urn:chancery:${noun && key !== undefined ? `${noun}:${encodeURIComponent(key)}` : `node:${id}`}`;
}

const toNoun = (typeName: string): RecordNoun | undefined =>
  recordNouns.find((noun) => noun === toKebabCase(typeName).slice(1));

function createTitle({ title, title2, title3, publisher, key, id }: FeedNode): string {
  const parts = [title, title2, title3].flatMap((part) => {
    const text = typeof part === 'object' && part !== null ? Object.values(part)[0] : part;
    return typeof text === 'string' && text !== '' ? [text] : [];
  });
  return parts.join(', ') || publisher || key || id;
}

/** Returns the sources once each, in order. */
const listSources = (sources: readonly FeedSource[]): FeedSource[] => [
  ...new Map(sources.map((source) => [source.key, source])).values(),
];
