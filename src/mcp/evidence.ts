import { z } from 'zod';

/** A source as the documents select it. */
export interface SourceRow {
  key: string;
  publisher: string;
  title: string | null;
  url: string | null;
  publishedOn: { edtf: string } | null;
  publishedAt: string | null;
}

/** A citation as the documents select it. */
export interface CitationRow {
  field: string | null;
  basis: string;
  voice: { name: string } | null;
  spans: { words: string }[];
  source: SourceRow;
}

export const sourceSchema = z.object({
  key: z.string(),
  publisher: z.string(),
  title: z.string().nullable(),
  date: z.string().nullable().describe('The date of publication, in EDTF.'),
  url: z.string().nullable(),
});
export type Source = z.output<typeof sourceSchema>;

export const citationSchema = z.object({
  source: sourceSchema,
  fields: z.array(z.string()).describe('The fields of the record that the source supports; empty if the whole record.'),
  basis: z
    .string()
    .describe('How the values follow from the source: STATED, RESOLVED, PARAPHRASE (no exact words) or INFERRED.'),
  quotes: z.array(z.string()).describe('The exact words of the source.'),
  voice: z.string().nullable().describe('Whom the source quotes, if it does not speak for itself.'),
});
export type Citation = z.output<typeof citationSchema>;

export const toSource = ({ key, publisher, title, url, publishedOn, publishedAt }: SourceRow): Source => ({
  key,
  publisher,
  title,
  date: publishedOn?.edtf ?? publishedAt?.slice(0, 10) ?? null,
  url,
});

/** Groups citations by source, basis and voice: a source supports most fields of an entry with a few sentences. */
export function toCitations(rows: readonly CitationRow[]): Citation[] {
  const groups = new Map<string, Citation>();
  for (const { field, basis, voice, spans, source } of rows) {
    const id = JSON.stringify([source.key, basis, voice?.name]);
    const group = groups.get(id) ?? {
      source: toSource(source),
      fields: [],
      basis,
      quotes: [],
      voice: voice?.name ?? null,
    };
    if (field !== null && !group.fields.includes(field)) group.fields.push(field);
    for (const { words } of spans) if (!group.quotes.includes(words)) group.quotes.push(words);
    groups.set(id, group);
  }
  return [...groups.values()];
}

/** The citations that quote words come first. */
export const sortByEvidence = (citations: readonly Citation[]): Citation[] =>
  citations.toSorted((a, b) => Number(b.quotes.length > 0) - Number(a.quotes.length > 0));

export const formatSource = ({ publisher, title, date, url }: Source): string =>
  [publisher, title && `“${title}”`, date, url && `<${url}>`].filter(Boolean).join(', ');

/** One line per citation: the source, what it supports, and its words. */
export const formatCitations = (citations: readonly Citation[], indent = ''): string =>
  citations
    .map(({ source, fields, basis, quotes, voice }) => {
      const supports = [basis, fields.join(', ')].filter((text) => text !== '').join(': ');
      const words = quotes.map((quote) => `“${quote}”`).join(' … ');
      return `${indent}- ${formatSource(source)} (${supports}${voice === null ? '' : `; as said by ${voice}`})${words && `: ${words}`}`;
    })
    .join('\n');
