import { z } from 'zod';
import { statementModes } from '../../model/vocabulary.ts';
import { defineTool } from '../define-tool.ts';
import { statementsDocument } from '../documents.ts';
import {
  type EntryRow,
  entrySchema,
  formatEntry,
  formatNames,
  type PartyRow,
  partySchema,
  toEntry,
  toParty,
} from '../entry-parts.ts';
import { describeName, interpretedResult, partyKind, resolveNames } from '../names.ts';
import { formatList, type PageRow, pageArguments, pageResults, possibleCountResult, toPage } from '../page.ts';
import { periodArguments, toDateFilter } from '../period.ts';
import type { Permalinks } from '../permalinks.ts';
import { orderArgument, toDirection } from '../sort.ts';

interface StatementRow extends EntryRow {
  speaker: PartyRow | null;
  speakerTerm: { office: { key: string; title: string } } | null;
  addressees: PartyRow[];
  about: PartyRow[];
  mode: string;
  saidOn: { edtf: string };
  text: string;
  language: string;
  visit: { key: string; summary: string } | null;
}

const statementSchema = entrySchema.extend({
  speaker: partySchema.nullable(),
  office: z.string().nullable().describe('The office that the speaker held.'),
  addressees: z.array(partySchema),
  about: z.array(partySchema),
  mode: z.string().describe('DIRECT (the words as spoken), INDIRECT, MIXED or NARRATED.'),
  saidOn: z.string().describe('The date, in EDTF.'),
  text: z.string().describe('The words. Quote them as a quotation only if the mode is DIRECT.'),
  language: z.string(),
  visit: z.object({ key: z.string(), permalink: z.string() }).nullable(),
});
type Statement = z.output<typeof statementSchema>;

export const statementsTool = defineTool({
  name: 'statements',
  title: 'Statements',
  description:
    'Lists what was said, by whom, to whom and about whom, with the words of the sources. Use it for questions such as "What did Macron say about Kazakhstan?".',
  input: z.strictObject({
    speaker: z.string().optional().describe(describeName('Who said it: a person, country, organization or group.')),
    addressee: z.string().optional().describe(describeName('To whom it was said.')),
    about: z.string().optional().describe(describeName('A party that it is about.')),
    party: z.string().optional().describe(describeName('A party in any of these roles.')),
    text: z.string().optional().describe('Full-text search in the words. All words must match.'),
    mode: z.array(z.enum(statementModes)).optional().describe('How the source reports the words.'),
    ...periodArguments,
    visit: z.string().optional().describe('The key of the visit on which it was said.'),
    source: z.string().optional().describe('The key of a source that the statements cite.'),
    ...orderArgument,
    ...pageArguments,
  }),
  output: z.object({
    ...pageResults,
    ...possibleCountResult,
    ...interpretedResult,
    items: z.array(statementSchema),
  }),
  async run(args, { client, permalinks }) {
    const roles = ['speaker', 'addressee', 'about', 'party'] as const;
    const names = await resolveNames(
      client,
      roles.map((role) => ({ argument: role, value: args[role], kind: partyKind })),
    );
    const filter = {
      ...Object.fromEntries([...names].map(([role, { key }]) => [role, { key: { eq: key } }])),
      text: args.text,
      mode: args.mode,
      saidOn: toDateFilter(args),
      ...(args.visit !== undefined && { visit: { eq: args.visit } }),
      ...(args.source !== undefined && { source: { eq: args.source } }),
    };
    const { page } = await client.read<{ page: PageRow<StatementRow> & { possibleCount: number } }>(
      statementsDocument,
      {
        filter,
        orderBy: [{ field: 'SAID_ON', direction: toDirection(args.order) }],
        first: args.first,
        after: args.after,
      },
    );
    return {
      ...toPage(page, ({ node }) => toStatement(node, permalinks)),
      possibleCount: page.possibleCount,
      interpreted: [...names.values()],
    };
  },
  render: (result) =>
    formatList(
      'statements',
      result,
      result.items.map((statement, index) => formatEntry(statement, index + 1, describeStatement(statement))),
    ),
});

const toStatement = (row: StatementRow, permalinks: Permalinks): Statement => ({
  ...toEntry(row, permalinks),
  speaker: row.speaker && toParty(row.speaker, permalinks),
  office: row.speakerTerm?.office.title ?? null,
  addressees: row.addressees.map((party) => toParty(party, permalinks)),
  about: row.about.map((party) => toParty(party, permalinks)),
  mode: row.mode,
  saidOn: row.saidOn.edtf,
  text: row.text,
  language: row.language,
  visit: row.visit && { key: row.visit.key, permalink: permalinks.entry(row.visit.key) },
});

const describeStatement = ({ speaker, office, mode, text, addressees, about }: Statement): string[] => [
  `${speaker === null ? 'Speaker unknown' : `${speaker.name} (${speaker.key}${office === null ? '' : `, ${office}`})`}, ${mode}: ${mode === 'DIRECT' ? `“${text}”` : text}`,
  ...(addressees.length > 0 ? [`To: ${formatNames(addressees)}`] : []),
  ...(about.length > 0 ? [`About: ${formatNames(about)}`] : []),
];
