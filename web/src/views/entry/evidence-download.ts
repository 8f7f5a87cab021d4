import type { DownloadColumn } from '../../components/download-buttons.tsx';
import type { EntryData } from './entry-fields.tsx';
import type { Evidence } from './generated/operations.ts';

interface EvidenceRow {
  readonly entry: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly rank: string | null;
  readonly reason: string | null;
  readonly basis: string;
  readonly words: Evidence['spans'];
  readonly source: string;
  readonly publisher: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly voice: string | null;
}

/** Returns a row for each citation of an entry and of its renderings. */
export function buildEvidenceRows(entry: EntryData): EvidenceRow[] {
  const renderings = entry.__typename === 'Statement' ? entry.renderings : [];
  return [
    ...entry.citations.map((citation) => toEvidenceRow(entry.key, citation.field, citation)),
    ...renderings.flatMap(({ citations }, index) =>
      citations.map((citation) =>
        toEvidenceRow(
          entry.key,
          ['renderings', index, citation.field].filter((part) => part !== null).join('.'),
          citation,
        ),
      ),
    ),
  ];
}

const toEvidenceRow = (
  entry: string,
  field: string | null,
  { source, spans, voice, ...citation }: Evidence,
): EvidenceRow => ({
  entry,
  field,
  value: citation.value,
  rank: citation.rank,
  reason: citation.reason,
  basis: citation.basis,
  words: spans,
  source: source.key,
  publisher: source.publisher,
  title: source.title,
  url: source.url,
  published: source.publishedOn?.edtf ?? null,
  voice: voice?.name ?? null,
});

export const evidenceColumns: readonly DownloadColumn<EvidenceRow>[] = [
  { name: 'entry', value: (row) => row.entry },
  { name: 'field', value: (row) => row.field },
  { name: 'value', value: (row) => row.value },
  { name: 'rank', value: (row) => row.rank },
  { name: 'reason', value: (row) => row.reason },
  { name: 'basis', value: (row) => row.basis },
  { name: 'words', value: (row) => row.words.map(({ words }) => words).join(' … ') },
  { name: 'offsets', value: (row) => row.words.map(({ start, end }) => `${start}-${end}`).join(' ') },
  { name: 'verification', value: (row) => row.words.map(({ verification }) => verification).join(' ') },
  { name: 'source', value: (row) => row.source },
  { name: 'publisher', value: (row) => row.publisher },
  { name: 'title', value: (row) => row.title },
  { name: 'url', value: (row) => row.url },
  { name: 'published', value: (row) => row.published },
  { name: 'voice', value: (row) => row.voice },
];
