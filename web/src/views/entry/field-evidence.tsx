import { formatCount } from '../../format/labels.ts';
import { Citations } from './citations.tsx';
import type { EntryData } from './entry-fields.tsx';
import { FieldValue, type PartyNames } from './field-value.tsx';

type Claim = EntryData['claims'][number];

/** The citations of a field, or its claims if sources give more than one value. */
export function FieldEvidence({
  field,
  entry,
  partyNames,
}: {
  field: string;
  entry: EntryData;
  partyNames: PartyNames;
}) {
  const claims = entry.claims.filter((claim) => claim.field === field);
  if (claims.length > 1) return <ConflictingClaims field={field} claims={claims} partyNames={partyNames} />;
  const citations = entry.citations.filter((citation) => citation.field === field);
  const [claim] = claims;
  return (
    <>
      <Citations citations={citations} />
      {claim && citations.length > 1 && (
        <p className="minor">{formatCount(claim.independentSources, 'independent source')}</p>
      )}
    </>
  );
}

const ConflictingClaims = ({
  field,
  claims,
  partyNames,
}: {
  field: string;
  claims: readonly Claim[];
  partyNames: PartyNames;
}) => (
  <>
    <p className="disputed">Sources disagree: {formatCount(claims.length, 'value')}.</p>
    <ul className="claims">
      {claims.map(({ value, rank, reason, independentSources, citations }) => (
        <li key={value} className={`claim ${rank.toLowerCase()}`}>
          <p className="entry-head">
            <strong>
              <FieldValue field={field} value={value} partyNames={partyNames} />
            </strong>
            <span className="tag">{rank}</span>
          </p>
          <p className="minor">
            {claimRankDescriptions[rank]}
            {reason ? `: ${reason}` : '. No reason given.'}
          </p>
          <p className="minor">{formatCount(independentSources, 'independent source')}</p>
          <Citations citations={citations} />
        </li>
      ))}
    </ul>
  </>
);

const claimRankDescriptions: Readonly<Record<Claim['rank'], string>> = {
  PREFERRED: 'Preferred value',
  NORMAL: 'Alternative value',
  DEPRECATED: 'Deprecated value',
};
