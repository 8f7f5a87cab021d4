import { PreviewCard } from '@base-ui/react/preview-card';
import { format } from '@chancery/sdk';
import { useQuery } from '../api/use-query.ts';
import { getToday } from '../format/date.ts';
import { formatCount, getLanguageName } from '../format/labels.ts';
import { buildRecordPath } from '../route-paths.ts';
import {
  type PartyCard as PartyCardData,
  PartyCardDocument,
  type PartyCardTerm,
  SourceCardDocument,
} from './generated/operations.ts';
import { Link } from './link.tsx';
import { type PartyReference, partyCard } from './party-card.tsx';
import './party-card.css';
import { Skeleton } from './skeleton.tsx';
import { formatTermPeriod } from './term-period.ts';

/** The card of the party whose link the pointer rests on. */
export const PartyCardPopup = () => (
  <PreviewCard.Root handle={partyCard}>
    {({ payload }) => (
      <PreviewCard.Portal>
        <PreviewCard.Positioner className="hover-card-positioner" sideOffset={8} collisionPadding={8}>
          <PreviewCard.Popup className="hover-card" render={<aside aria-label={payload?.name} />}>
            {payload &&
              (payload.__typename === 'Source' ? <SourceCard source={payload} /> : <PartyCard party={payload} />)}
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    )}
  </PreviewCard.Root>
);

const maxTerms = 3;

function PartyCard({ party }: { party: PartyReference }) {
  const query = useQuery(PartyCardDocument, { key: party.key, today: getToday() });
  const { country, person } = query.state === 'done' && query.data ? query.data : { country: null, person: null };
  return (
    <>
      <p className="hover-card-title">
        <Link href={buildRecordPath(party)}>{party.name}</Link>
      </p>
      {query.state === 'loading' && <Skeleton lines={2} />}
      {country && <CountryFacts country={country} />}
      {person && <PersonFacts person={person} />}
    </>
  );
}

function SourceCard({ source }: { source: PartyReference }) {
  const query = useQuery(SourceCardDocument, { key: source.key });
  const data = query.state === 'done' ? query.data?.source : undefined;
  return (
    <>
      <p className="hover-card-title">
        <Link href={buildRecordPath(source)}>{source.name}</Link>
      </p>
      {query.state === 'loading' && <Skeleton lines={2} />}
      {data && (
        <>
          <p>
            {[
              data.publisher,
              data.publishedOn && format(data.publishedOn),
              data.language && getLanguageName(data.language),
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
          <p className="minor">{formatCount(data.entries.totalCount, 'entry', 'entries')} rest on it</p>
        </>
      )}
    </>
  );
}

const CountryFacts = ({ country }: { country: NonNullable<PartyCardData['country']> }) => (
  <>
    <Terms terms={country.leaders} render={({ office, person }) => `${office.title}: ${person.name}`} />
    <p className="minor">
      {formatCount(country.visitsHosted.totalCount, 'visit')} hosted,{' '}
      {country.visitsMade.totalCount.toLocaleString('en')} made,{' '}
      {formatCount(country.statementsAbout.totalCount, 'statement')} about it
    </p>
  </>
);

const PersonFacts = ({ person }: { person: NonNullable<PartyCardData['person']> }) => (
  <>
    <Terms terms={person.terms} render={({ office }) => office.title} />
    <p className="minor">
      {person.born && `Born ${format(person.born)}. `}
      {formatCount(person.visits.totalCount, 'visit')}, {formatCount(person.statements.totalCount, 'statement')}
    </p>
  </>
);

const Terms = ({ terms, render }: { terms: readonly PartyCardTerm[]; render: (term: PartyCardTerm) => string }) =>
  terms.length === 0 ? null : (
    <ul>
      {terms.slice(0, maxTerms).map((term) => (
        <li key={term.key}>
          {render(term)} <span className="minor">{formatTermPeriod(term)}</span>
        </li>
      ))}
      {terms.length > maxTerms && <li className="minor">and {formatCount(terms.length - maxTerms, 'other')}</li>}
    </ul>
  );
