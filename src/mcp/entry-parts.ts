import { z } from 'zod';
import { type CitationRow, citationSchema, formatCitations, sortByEvidence, toCitations } from './evidence.ts';
import type { Permalinks } from './permalinks.ts';

/** The fields of every entry, as the documents select them. */
export interface EntryRow {
  kind: string;
  key: string;
  summary: string;
  disputed: boolean;
  date: { edtf: string } | null;
  citations: CitationRow[];
}

export interface PartyRow {
  key: string;
  name: string;
}

export const partySchema = z.object({ key: z.string(), name: z.string(), permalink: z.string() });
export type Party = z.output<typeof partySchema>;

export const entrySchema = z.object({
  kind: z.string().describe('VISIT, STATEMENT, TRADE_LINK, AGREEMENT, POSITION or FIGURE.'),
  key: z.string().describe('The permanent identifier. Cite it together with the permalink.'),
  summary: z.string(),
  date: z.string().nullable().describe('The date in EDTF, as exact as the sources.'),
  disputed: z.boolean().describe('Whether sources disagree about a field.'),
  permalink: z.string().describe("The address of the entry's page, with all its evidence."),
  citations: z.array(citationSchema),
});
export type Entry = z.output<typeof entrySchema>;

/** Converts the name of a type to that of its kind: TradeLink becomes TRADE_LINK. */
export const toKind = (typeName: string): string => typeName.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

export const toEntry = (
  { kind, key, summary, date, disputed, citations }: EntryRow,
  permalinks: Permalinks,
): Entry => ({
  kind: toKind(kind),
  key,
  summary,
  date: date?.edtf ?? null,
  disputed,
  permalink: permalinks.entry(key),
  citations: sortByEvidence(toCitations(citations)),
});

export const toParty = ({ key, name }: PartyRow, permalinks: Permalinks): Party => ({
  key,
  name,
  permalink: permalinks.party(key),
});

/** The lines of an entry in a list: its summary, more facts, the permalink and the evidence. */
export const formatEntry = (
  { kind, key, summary, date, disputed, permalink, citations }: Entry,
  number: number,
  facts: readonly string[] = [],
): string =>
  [
    `${number}. ${summary} [${[kind, key, date].filter((part) => part !== null).join(', ')}]${disputed ? ' Sources disagree.' : ''}`,
    ...facts.map((fact) => `   ${fact}`),
    `   ${permalink}`,
    formatCitations(citations, '   '),
  ]
    .filter((line) => line !== '')
    .join('\n');

export const formatNames = (parties: readonly Party[]): string =>
  parties.map(({ name, key }) => `${name} (${key})`).join(', ');
