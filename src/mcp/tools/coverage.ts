import { z } from 'zod';
import { entryKinds } from '../../model/vocabulary.ts';
import { defineTool } from '../define-tool.ts';
import { coverageDocument } from '../documents.ts';
import { citationSchema, formatSource, type SourceRow, toSource } from '../evidence.ts';
import { formatList, type PageRow, pageArguments, pageResults, toPage } from '../page.ts';

interface CoverageRow {
  key: string;
  about: string;
  start: string | null;
  end: string | null;
  entries: number;
  kind: string[];
  tradeFlows: boolean;
  note: string | null;
  source: SourceRow;
}

const coverageSchema = z.object({
  key: z.string(),
  about: z.string().describe('The subject that the source was read for.'),
  start: z.string().nullable().describe('The first day covered.'),
  end: z.string().nullable().describe('The last day covered.'),
  entries: z.int().describe('The number of entries that cite the source.'),
  kind: z.array(z.string()).describe('The kinds of these entries.'),
  tradeFlows: z.boolean().describe('Whether the source has trade flows.'),
  note: z.string().nullable(),
  permalink: z.string().nullable().describe('The URL of the source.'),
  citations: z.array(citationSchema).describe('The source.'),
});

export const coverageTool = defineTool({
  name: 'coverage',
  title: 'Coverage',
  description:
    'States for each source what it was read for and for which period. Check it before you conclude from a missing entry that nothing happened.',
  input: z.strictObject({
    about: z.string().optional().describe('Words in the subject.'),
    kind: z.array(z.enum(entryKinds)).optional().describe('Sources that entries of one of these kinds cite.'),
    source: z.string().optional().describe('The key of the source.'),
    ...pageArguments,
  }),
  output: z.object({ ...pageResults, items: z.array(coverageSchema) }),
  async run({ about, kind, source, first, after }, { client }) {
    const filter = {
      ...(about !== undefined && { about: { contains: about } }),
      kinds: kind,
      ...(source !== undefined && { source: { eq: source } }),
    };
    const { page } = await client.read<{ page: PageRow<CoverageRow> }>(coverageDocument, { filter, first, after });
    return toPage(page, ({ node: { source: row, ...coverage } }) => {
      const cited = toSource(row);
      return {
        ...coverage,
        permalink: cited.url,
        citations: [{ source: cited, fields: [], basis: 'STATED', quotes: [], voice: null }],
      };
    });
  },
  render: (result) =>
    formatList(
      'sources',
      result,
      result.items.map(({ key, about, start, end, entries, kind, tradeFlows, note, citations }, index) =>
        [
          `${index + 1}. ${about} [${key}], ${start ?? '…'} to ${end ?? '…'}`,
          `   ${entries} entries${kind.length > 0 ? ` (${kind.join(', ')})` : ''}${tradeFlows ? ', trade flows' : ''}`,
          ...(note === null ? [] : [`   ${note}`]),
          ...citations.map(({ source }) => `   ${formatSource(source)}`),
        ].join('\n'),
      ),
    ),
});
