import { z } from 'zod';
import { searchKinds } from '../../model/vocabulary.ts';
import { defineTool } from '../define-tool.ts';
import { searchDocument } from '../documents.ts';
import { type EntryRow, toKind } from '../entry-parts.ts';
import {
  type CitationRow,
  citationSchema,
  formatCitations,
  type SourceRow,
  sortByEvidence,
  toCitations,
  toSource,
} from '../evidence.ts';
import { formatList, type PageRow, pageArguments, pageResults, toPage } from '../page.ts';
import type { Permalinks } from '../permalinks.ts';

type HitRow =
  | EntryRow
  | { kind: 'Country' | 'Person' | 'Organization' | 'Group'; key: string; name: string; citations: CitationRow[] }
  | { kind: 'Office'; key: string; title: string }
  | { kind: 'Topic'; key: string; name: string }
  | ({ kind: 'Source'; sourceTitle: string | null } & Omit<SourceRow, 'title'>);

const hitSchema = z.object({
  kind: z.string(),
  key: z.string(),
  title: z.string().describe('The summary of an entry; the name or title of another record.'),
  date: z.string().nullable().describe('The date of an entry or source, in EDTF.'),
  matches: z.array(z.string()).describe('The matching passages.'),
  permalink: z.string().nullable().describe('The page of an entry, the timeline of a party, or the URL of a source.'),
  citations: z.array(citationSchema),
});

/** The evidence of a party is for its names: the first sources are enough. */
const maxPartyCitations = 3;

export const searchTool = defineTool({
  name: 'search',
  title: 'Search the record',
  description:
    'Full-text search over statements, summaries, names and titles: entries (visits, statements, agreements, trade links, positions, figures), people, countries, organizations, groups, offices, topics and sources. Returns keys for the other tools.',
  input: z.strictObject({
    text: z
      .string()
      .min(1)
      .describe('The words to find; all must match. "Phrases in quotes" and prefixes ending in * are supported.'),
    kind: z.array(z.enum(searchKinds)).optional().describe('Returns only these kinds.'),
    order: z.enum(['RELEVANCE', 'NEWEST']).optional().describe('Defaults to RELEVANCE.'),
    ...pageArguments,
  }),
  output: z.object({
    ...pageResults,
    suggestions: z.array(z.string()).describe('Search texts with corrected spelling.'),
    items: z.array(hitSchema),
  }),
  async run({ text, kind, order, first, after }, { client, permalinks }) {
    const variables = { text, kind, orderBy: order, first, after };
    const { page } = await client.read<{
      page: PageRow<HitRow, { highlights: string[] }> & { suggestions: string[] };
    }>(searchDocument, variables);
    return {
      ...toPage(page, ({ node, highlights }) => ({
        kind: toKind(node.kind),
        key: node.key,
        ...describeHit(node, permalinks),
        matches: highlights.map(toPlainText),
      })),
      suggestions: page.suggestions,
    };
  },
  render: (result) =>
    formatList('results', result, [
      ...(result.suggestions.length > 0 ? [`Did you mean: ${result.suggestions.join(' · ')}`] : []),
      ...result.items.map(({ kind, key, title, date, matches, permalink, citations }, index) =>
        [
          `${index + 1}. ${title} [${[kind, key, date].filter((part) => part !== null).join(', ')}]`,
          ...matches.map((match) => `   … ${match}`),
          ...(permalink === null ? [] : [`   ${permalink}`]),
          ...(citations.length > 0 ? [formatCitations(citations, '   ')] : []),
        ].join('\n'),
      ),
    ]),
});

function describeHit(
  node: HitRow,
  permalinks: Permalinks,
): Omit<z.output<typeof hitSchema>, 'kind' | 'key' | 'matches'> {
  if ('summary' in node)
    return {
      title: node.summary,
      date: node.date?.edtf ?? null,
      permalink: permalinks.entry(node.key),
      citations: sortByEvidence(toCitations(node.citations)),
    };
  if ('publisher' in node) {
    const source = toSource({ ...node, title: node.sourceTitle });
    return {
      title: source.title ?? source.publisher,
      date: source.date,
      permalink: source.url,
      citations: [{ source, fields: [], basis: 'STATED', quotes: [], voice: null }],
    };
  }
  if ('citations' in node)
    return {
      title: node.name,
      date: null,
      permalink: permalinks.party(node.key),
      citations: sortByEvidence(toCitations(node.citations)).slice(0, maxPartyCitations),
    };
  return { title: 'title' in node ? node.title : node.name, date: null, permalink: null, citations: [] };
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Highlights are HTML with the matches in `<mark>`. */
const toPlainText = (html: string): string =>
  html.replaceAll(/<\/?mark>/g, '').replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
