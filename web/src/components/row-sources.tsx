import { PartyLink } from './party-card.tsx';

export interface RowCitation {
  readonly field: string | null;
  readonly source: { readonly key: string; readonly publisher: string; readonly title: string | null };
}

/** The publisher of the first source of a row, one of the whole record if possible, and the number of its other sources. */
export function RowSources({ citations }: { citations: readonly RowCitation[] }) {
  const first = (citations.find(({ field }) => field === null) ?? citations[0])?.source;
  if (!first) return null;
  const otherCount = new Set(citations.map(({ source }) => source.key)).size - 1;
  return (
    <>
      <PartyLink party={{ __typename: 'Source', key: first.key, name: first.publisher }} />
      {otherCount > 0 && <span className="minor"> +{otherCount}</span>}
    </>
  );
}
