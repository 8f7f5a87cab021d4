import { type DocumentNode, parse } from 'graphql';
import type { ExportList } from '../export/export-lists.ts';

/** A source of an item. */
export interface FeedSource {
  key: string;
  title: string | null;
  publisher: string;
  url: string | null;
}

/** An item of a feed as the API returns it. Most lists select some of the fields only. */
export interface FeedNode {
  __typename: string;
  id: string;
  key?: string;
  /** The parts of the title. */
  title?: unknown;
  title2?: unknown;
  title3?: unknown;
  text?: string;
  url?: string | null;
  publisher?: string;
  date?: { edtf: string } | null;
  created?: { nodes: { recordedAt: string }[] };
  updated?: { nodes: { recordedAt: string }[] };
  recordedAt?: string;
  source?: FeedSource & { updated?: { nodes: { recordedAt: string }[] } };
  citations?: { source: FeedSource }[];
  record?: { __typename: string; key: string } | null;
}

const sourceFields = 'key title publisher url';
const lastChange = 'updated: history(last: 1) { nodes { recordedAt } }';
const times = `created: history(first: 1) { nodes { recordedAt } } ${lastChange}`;

/** The fields that make a title, by type; the first of `titleFields` that a type has otherwise. */
const titles: Readonly<Record<string, string>> = {
  Term: 'title: person { name } title2: office { title }',
  Trip: 'title: key',
  Coverage: 'title: about',
  TradeFlow: 'title: reporter { name } title2: partner { name } title3: period',
  Change: 'title: action title2: noun title3: key record { __typename key }',
};
const titleFields = ['summary', 'name', 'title', 'label'];

/** What else an item has, for the types that have the field. */
const optionalFields: Readonly<Record<string, string>> = {
  key: 'key',
  text: 'text',
  date: 'date { edtf }',
  citations: `citations { source { ${sourceFields} } }`,
  history: times,
  recordedAt: 'recordedAt',
};

/** Types whose field `text` is no text of their own. */
const typesWithExcerpts: ReadonlySet<string> = new Set(['Source']);

const documents = new Map<ExportList, DocumentNode>();

/** Returns the query of a page of a feed, which takes `filter`, `orderBy`, `first` and `after`. */
export function getFeedDocument(list: ExportList): DocumentNode {
  const document = documents.get(list) ?? createDocument(list);
  documents.set(list, document);
  return document;
}

function createDocument({ field, nodeType, filterType, orderType }: ExportList): DocumentNode {
  const fields = nodeType.getFields();
  const has = (name: string): boolean => fields[name] !== undefined;
  const title = titles[nodeType.name] ?? `title: ${titleFields.find(has) ?? 'id'}`;
  const own = nodeType.name === 'Source' ? 'url publisher' : '';
  const source = has('source') && nodeType.name !== 'Source' ? `source { ${sourceFields} ${lastChange} }` : '';
  const selection = Object.entries(optionalFields).flatMap(([name, part]) =>
    has(name) && !(name === 'text' && typesWithExcerpts.has(nodeType.name)) ? [part] : [],
  );
  return parse(`query Feed($filter: ${filterType.name}, $orderBy: ${String(orderType)}, $first: Int, $after: String) {
    page: ${field}(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { __typename id ${title} ${own} ${source} ${selection.join(' ')} }
      pageInfo { endCursor hasNextPage }
    }
  }`);
}
