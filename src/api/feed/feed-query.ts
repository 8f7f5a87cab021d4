import { type DocumentNode, isRequiredArgument, parse } from 'graphql';
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
  /** The fields of a change. */
  sequence?: number;
  action?: string;
  by?: string;
  noun?: string;
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
  sequence: 'sequence',
  action: 'action',
  by: 'by',
  noun: 'noun',
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

function createDocument({ field, nodeType, filterType, orderType, name }: ExportList): DocumentNode {
  // Alerts ask for changes after a sequence number.
  const [variable, argument] =
    name === 'changes' ? ['$afterSequence: Int = 0, ', 'afterSequence: $afterSequence, '] : ['', ''];
  return parse(`query Feed(${variable}$filter: ${filterType.name}, $orderBy: ${String(orderType)}, $first: Int, $after: String) {
    page: ${field}(${argument}filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { ${selectNode(nodeType)} }
      pageInfo { endCursor hasNextPage }
    }
  }`);
}

function selectNode(type: ExportList['nodeType']): string {
  const fields = type.getFields();
  const has = (name: string): boolean => fields[name] !== undefined;
  const isSource = type.name === 'Source';
  const optional = Object.entries(optionalFields).filter(
    ([name]) =>
      has(name) &&
      !(name === 'text' && typesWithExcerpts.has(type.name)) &&
      fields[name]?.args.every((arg) => !isRequiredArgument(arg)),
  );
  return [
    '__typename id',
    titles[type.name] ?? `title: ${titleFields.find(has) ?? 'id'}`,
    ...(isSource ? ['url publisher'] : []),
    ...(has('source') && !isSource ? [`source { ${sourceFields} ${lastChange} }`] : []),
    ...optional.map(([, selection]) => selection),
  ].join(' ');
}
