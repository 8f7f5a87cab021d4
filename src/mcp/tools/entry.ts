import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { entryDocument } from '../documents.ts';
import { type EntryRow, entrySchema, formatEntry, toEntry } from '../entry-parts.ts';
import { type CitationRow, citationSchema, formatCitations, toCitations } from '../evidence.ts';
import { maxResultBytes, measureJson, tooLargeError } from '../page.ts';
import { toolError } from '../tool-error.ts';

interface RenderingRow {
  text: string;
  language: string;
  method: string;
  citations: CitationRow[];
}

interface DetailRow extends EntryRow {
  revision: number;
  claims: {
    field: string;
    value: string;
    rank: string;
    reason: string | null;
    independentSources: number;
    citations: CitationRow[];
  }[];
  renderings?: RenderingRow[];
  [field: string]: unknown;
}

const claimSchema = z.object({
  field: z.string(),
  value: z.string(),
  rank: z.string().describe('PREFERRED, NORMAL or DEPRECATED: how far the claim is believed.'),
  reason: z.string().nullable(),
  independentSources: z.int().describe('The number of sources that do not copy each other.'),
  citations: z.array(citationSchema),
});

export const entryTool = defineTool({
  name: 'entry',
  title: 'Entry with evidence',
  description:
    'Returns one entry with all its fields, every citation with the quoted words, and the claims of sources that disagree. Optionally as it was recorded from what was known at an earlier time.',
  input: z.strictObject({
    key: z.string().min(1).describe('The key of the entry, such as "kz2023:V1".'),
    asKnownAt: z
      .string()
      .optional()
      .describe('Returns the entry as recorded from what was known at this time: 2023-11-01T12:00:00Z.'),
  }),
  output: entrySchema.extend({
    revision: z.int(),
    fields: z.record(z.string(), z.unknown()).describe('The fields of this kind of entry that have a value.'),
    renderings: z
      .array(
        z.object({
          text: z.string(),
          language: z.string(),
          method: z.string(),
          citations: z.array(citationSchema),
        }),
      )
      .describe('The versions of the words of a statement: original, interpreted, translated.'),
    claims: z.array(claimSchema).describe('The values that sources give for fields, if they disagree.'),
  }),
  async run({ key, asKnownAt }, { client, permalinks }) {
    const { entry } = await client.read<{ entry: DetailRow | null }>(entryDocument, { key, asKnownAt });
    if (!entry) throw notFoundError(key, asKnownAt);
    const {
      kind,
      key: foundKey,
      summary,
      disputed,
      date,
      citations,
      revision,
      claims,
      renderings = [],
      ...fields
    } = entry;
    const result = {
      ...toEntry({ kind, key: foundKey, summary, disputed, date, citations }, permalinks),
      permalink: permalinks.entry(foundKey, asKnownAt),
      revision,
      fields: toFields(fields),
      renderings: renderings.map((rendering) => ({ ...rendering, citations: toCitations(rendering.citations) })),
      claims: claims.map((claim) => ({ ...claim, citations: toCitations(claim.citations) })),
    };
    const size = measureJson(result);
    if (size > maxResultBytes) throw tooLargeError(size, 'Read it with the tool "query", and select fewer fields.');
    return result;
  },
  render: (entry) =>
    [
      formatEntry(entry, 1),
      ...Object.entries(entry.fields).map(([name, value]) => `${name}: ${formatField(value)}`),
      ...entry.renderings.map(({ text, language, method, citations }) =>
        [`Rendering (${language}, ${method}): ${text}`, formatCitations(citations)].join('\n'),
      ),
      ...entry.claims.map(({ field, value, rank, reason, citations }) =>
        [
          `Claim for ${field}: ${value} (${rank}${reason === null ? '' : `; ${reason}`})`,
          formatCitations(citations),
        ].join('\n'),
      ),
    ].join('\n'),
});

const notFoundError = (key: string, asKnownAt: string | undefined) =>
  toolError(
    'NOT_FOUND',
    asKnownAt === undefined
      ? `There is no entry with the key ${JSON.stringify(key)}. Find keys with the tool "search" or "entries".`
      : `There is no entry with the key ${JSON.stringify(key)}, or nothing was known of it at ${asKnownAt}.`,
    'key',
  );

/** Removes the prefixes of aliases, empty values, and the objects around dates. */
const toFields = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name.replace(/^[a-z]+_/, ''), isDate(value) ? value.edtf : value]),
  );

const isDate = (value: unknown): value is { edtf: string } =>
  typeof value === 'object' && value !== null && 'edtf' in value;

/** Text as it is; records by their names and keys; other values as JSON. */
function formatField(value: unknown): string {
  if (Array.isArray(value)) return value.map(formatField).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { key, name, summary } = value as Readonly<Record<string, unknown>>;
  const label = name ?? summary;
  return typeof key === 'string' && typeof label === 'string' ? `${label} (${key})` : JSON.stringify(value);
}
