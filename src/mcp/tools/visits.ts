import { z } from 'zod';
import { visitStatuses, visitTypes } from '../../model/vocabulary.ts';
import { defineTool } from '../define-tool.ts';
import { visitsDocument } from '../documents.ts';
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
import { describeName, type Interpretation, interpretedResult, partyKind, resolveNames } from '../names.ts';
import { formatList, type PageRow, pageArguments, pageResults, possibleCountResult, toPage } from '../page.ts';
import { periodArguments, toDateFilter } from '../period.ts';
import type { Permalinks } from '../permalinks.ts';
import { orderArgument, toDirection } from '../sort.ts';

interface VisitRow extends EntryRow {
  travellers: {
    party: PartyRow;
    term: { office: { key: string; title: string } } | null;
    country: PartyRow | null;
  }[];
  host: PartyRow;
  place: string | null;
  start: { edtf: string };
  end: { edtf: string } | null;
  type: string;
  status: string;
  purposes: string[];
  met: PartyRow[];
  trip: { key: string } | null;
  leg: number | null;
}

const visitSchema = entrySchema.extend({
  travellers: z.array(
    partySchema.extend({
      office: z.string().nullable().describe('The office held during the visit.'),
      country: partySchema.nullable().describe('The country that the traveller travelled for.'),
    }),
  ),
  host: partySchema,
  place: z.string().nullable(),
  start: z.string().describe('The first day, in EDTF.'),
  end: z.string().nullable().describe('The last day, in EDTF; null if no source states it.'),
  type: z.string(),
  status: z.string(),
  purposes: z.array(z.string()),
  met: z.array(partySchema),
  trip: z.string().nullable().describe('The key of the trip, if the visit is a leg of one.'),
  leg: z.int().nullable(),
});
type Visit = z.output<typeof visitSchema>;

export const visitsTool = defineTool({
  name: 'visits',
  title: 'Visits',
  description:
    'Lists who visited which country, when and in which office, whom they met, and the evidence for it. Use it for questions such as "Who visited Kazakhstan in 2023?".',
  input: z.strictObject({
    host: z.string().optional().describe(describeName('The country visited, or a group of countries.')),
    traveller: z
      .string()
      .optional()
      .describe(describeName('A person who travelled, the office held, or the country or group travelled for.')),
    met: z.string().optional().describe(describeName('A person, organization, country or group that was met.')),
    party: z.string().optional().describe(describeName('A party in any of these roles.')),
    ...periodArguments,
    type: z.array(z.enum(visitTypes)).optional().describe('Returns only these types.'),
    status: z.array(z.enum(visitStatuses)).optional().describe('Returns only these statuses.'),
    text: z.string().optional().describe('Full-text search. All words must match.'),
    source: z.string().optional().describe('The key of a source that the visits cite.'),
    ...orderArgument,
    ...pageArguments,
  }),
  output: z.object({
    ...pageResults,
    ...possibleCountResult,
    ...interpretedResult,
    items: z.array(visitSchema),
  }),
  async run(args, { client, permalinks }) {
    const names = await resolveNames(client, [
      { argument: 'host', value: args.host, kind: ['COUNTRY', 'GROUP'] },
      { argument: 'traveller', value: args.traveller, kind: ['PERSON', 'OFFICE', 'COUNTRY', 'GROUP'] },
      { argument: 'met', value: args.met, kind: partyKind },
      { argument: 'party', value: args.party, kind: partyKind },
    ]);
    const [host, traveller, met, party] = ['host', 'traveller', 'met', 'party'].map((name) => names.get(name));
    const filter = {
      ...(host && { host: toCountryFilter(host) }),
      ...(traveller && toTravellerFilter(traveller)),
      ...(met && { met: { key: { eq: met.key } } }),
      ...(party && { party: { key: { eq: party.key } } }),
      during: toDateFilter(args),
      type: args.type,
      status: args.status,
      text: args.text,
      ...(args.source !== undefined && { source: { eq: args.source } }),
    };
    const { page } = await client.read<{ page: PageRow<VisitRow> & { possibleCount: number } }>(visitsDocument, {
      filter,
      orderBy: [{ field: 'START', direction: toDirection(args.order) }],
      first: args.first,
      after: args.after,
    });
    return {
      ...toPage(page, ({ node }) => toVisit(node, permalinks)),
      possibleCount: page.possibleCount,
      interpreted: [...names.values()],
    };
  },
  render: (result) =>
    formatList(
      'visits',
      result,
      result.items.map((visit, index) => formatEntry(visit, index + 1, describeVisit(visit))),
    ),
});

const toCountryFilter = ({ kind, key }: Interpretation): object =>
  kind === 'GROUP' ? { group: { eq: key } } : { code: { eq: key } };

function toTravellerFilter(traveller: Interpretation): object {
  if (traveller.kind === 'PERSON') return { traveller: { key: { eq: traveller.key } } };
  if (traveller.kind === 'OFFICE') return { travellerOffice: { key: { eq: traveller.key } } };
  return { travellerCountry: toCountryFilter(traveller) };
}

const toVisit = (row: VisitRow, permalinks: Permalinks): Visit => ({
  ...toEntry(row, permalinks),
  travellers: row.travellers.map(({ party, term, country }) => ({
    ...toParty(party, permalinks),
    office: term?.office.title ?? null,
    country: country && toParty(country, permalinks),
  })),
  host: toParty(row.host, permalinks),
  place: row.place,
  start: row.start.edtf,
  end: row.end?.edtf ?? null,
  type: row.type,
  status: row.status,
  purposes: row.purposes,
  met: row.met.map((party) => toParty(party, permalinks)),
  trip: row.trip?.key ?? null,
  leg: row.leg,
});

const describeVisit = ({ travellers, host, place, start, end, type, status, met }: Visit): string[] => [
  `Travellers: ${travellers.map(({ name, key, office }) => `${name} (${key}${office === null ? '' : `, ${office}`})`).join(', ')}`,
  `Host: ${host.name} (${host.key})${place === null ? '' : `, ${place}`}; ${start} to ${end ?? 'unknown'}; ${type}, ${status}`,
  ...(met.length > 0 ? [`Met: ${formatNames(met)}`] : []),
];
