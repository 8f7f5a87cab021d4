import { formatCount } from '../../format/labels.ts';
import { Citations } from './citations.tsx';
import type { EntryData } from './entry-fields.tsx';
import { FieldValue, type PartyNames } from './field-value.tsx';

type Claim = EntryData['claims'][number];

/** The evidence of one field: its citations, or, where sources give it more than one value, what each of them is and who says so. */
export function FieldEvidence({ field, entry, names }: { field: string; entry: EntryData; names: PartyNames }) {
  const claims = entry.claims.filter((claim) => claim.field === field);
  if (claims.length > 1) return <ConflictingClaims field={field} claims={claims} names={names} />;
  const citations = entry.citations.filter((citation) => citation.field === field);
  const [claim] = claims;
  return (
    <>
      <Citations of={citations} />
      {claim && citations.length > 1 && (
        <p class="minor">{formatCount(claim.independentSources, 'independent source')}</p>
      )}
    </>
  );
}

const ConflictingClaims = ({
  field,
  claims,
  names,
}: {
  field: string;
  claims: readonly Claim[];
  names: PartyNames;
}) => (
  <>
    <p class="disputed">Sources disagree: {formatCount(claims.length, 'value')}.</p>
    <ul class="claims">
      {claims.map(({ value, rank, reason, independentSources, citations }) => (
        <li key={value} class={`claim ${rank.toLowerCase()}`}>
          <p class="entry-head">
            <strong>
              <FieldValue field={field} value={value} names={names} />
            </strong>
            <span class="tag">{rank}</span>
          </p>
          <p class="minor">
            {claimRankDescriptions[rank]}
            {reason ? `: ${reason}` : '; no reason is given.'}
          </p>
          <p class="minor">{formatCount(independentSources, 'independent source')}</p>
          <Citations of={citations} />
        </li>
      ))}
    </ul>
  </>
);

const claimRankDescriptions: Readonly<Record<Claim['rank'], string>> = {
  PREFERRED: 'The value that the record serves',
  NORMAL: 'One value among others',
  DEPRECATED: 'Not believed',
};
