import { counted } from '../../format/labels.ts';
import { Citations } from './citations.tsx';
import type { EntryOnRecord } from './entry-fields.tsx';
import { type Names, Value } from './field-value.tsx';

type Claim = EntryOnRecord['claims'][number];

/** The evidence of one field: its citations, or, where sources give it more than one value, what each of them is and who says so. */
export function FieldEvidence({ field, entry, names }: { field: string; entry: EntryOnRecord; names: Names }) {
  const claims = entry.claims.filter((claim) => claim.field === field);
  if (claims.length > 1) return <Disagreement field={field} claims={claims} names={names} />;
  const citations = entry.citations.filter((citation) => citation.field === field);
  const [claim] = claims;
  return (
    <>
      <Citations of={citations} />
      {claim && citations.length > 1 && <p class="minor">{counted(claim.independentSources, 'independent source')}</p>}
    </>
  );
}

const Disagreement = ({ field, claims, names }: { field: string; claims: readonly Claim[]; names: Names }) => (
  <>
    <p class="disputed">Sources disagree: {counted(claims.length, 'value')}.</p>
    <ul class="claims">
      {claims.map(({ value, rank, reason, independentSources, citations }) => (
        <li key={value} class={`claim ${rank.toLowerCase()}`}>
          <p class="entry-head">
            <strong>
              <Value field={field} value={value} names={names} />
            </strong>
            <span class="tag">{rank}</span>
          </p>
          <p class="minor">
            {rankWords[rank]}
            {reason ? `: ${reason}` : '; no reason is given.'}
          </p>
          <p class="minor">{counted(independentSources, 'independent source')}</p>
          <Citations of={citations} />
        </li>
      ))}
    </ul>
  </>
);

const rankWords: Readonly<Record<Claim['rank'], string>> = {
  PREFERRED: 'The value that the record serves',
  NORMAL: 'One value among others',
  DEPRECATED: 'Not believed',
};
