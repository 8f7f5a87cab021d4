import { z } from 'zod';
import { entryKinds } from '../../model/vocabulary.ts';
import { defineTool } from '../define-tool.ts';
import { entriesDocument } from '../documents.ts';
import { type EntryRow, entrySchema, formatEntry, toEntry } from '../entry-parts.ts';
import { describeName, interpretedResult, partyKind, resolveNames } from '../names.ts';
import { formatList, type PageRow, pageArguments, pageResults, possibleCountResult, toPage } from '../page.ts';
import { periodArguments, toDateFilter } from '../period.ts';
import { orderArgument, toDirection } from '../sort.ts';

export const entriesTool = defineTool({
  name: 'entries',
  title: 'Timeline',
  description:
    'Lists everything on record by date: visits, statements, agreements, trade links, positions and figures, of a country, person, organization or group or of all, in a period. Each entry has its evidence.',
  input: z.strictObject({
    party: z.string().optional().describe(describeName('A country, person, organization or group that takes part.')),
    kind: z.array(z.enum(entryKinds)).optional().describe('Returns only these kinds.'),
    ...periodArguments,
    text: z.string().optional().describe('Full-text search. All words must match.'),
    disputed: z.boolean().optional().describe('Whether sources disagree about the entry.'),
    source: z.string().optional().describe('The key of a source that the entries cite.'),
    ...orderArgument,
    ...pageArguments,
  }),
  output: z.object({
    ...pageResults,
    ...possibleCountResult,
    ...interpretedResult,
    items: z.array(entrySchema),
  }),
  async run(args, { client, permalinks }) {
    const names = await resolveNames(client, [{ argument: 'party', value: args.party, kind: partyKind }]);
    const party = names.get('party');
    const filter = {
      ...(party && { party: { key: { eq: party.key } } }),
      kinds: args.kind,
      at: toDateFilter(args),
      text: args.text,
      disputed: args.disputed,
      ...(args.source !== undefined && { source: { eq: args.source } }),
    };
    const { page } = await client.read<{ page: PageRow<EntryRow> & { possibleCount: number } }>(entriesDocument, {
      filter,
      orderBy: [{ field: 'AT', direction: toDirection(args.order) }],
      first: args.first,
      after: args.after,
    });
    return {
      ...toPage(page, ({ node }) => toEntry(node, permalinks)),
      possibleCount: page.possibleCount,
      interpreted: [...names.values()],
    };
  },
  render: (result) =>
    formatList(
      'entries',
      result,
      result.items.map((entry, index) => formatEntry(entry, index + 1)),
    ),
});
