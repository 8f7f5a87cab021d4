import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { type RenderedField, renderDate, renderParties, renderParty } from './field-renderers.tsx';
import type { VisitFields } from './generated/operations.ts';
import { OfficeTerm } from './office-term.tsx';

export const renderVisitFields = (visit: VisitFields): RenderedField[] => [
  ['travellers', <TravellerList travellers={visit.travellers} />],
  ['delegation', visit.delegation && formatDelegation(visit.delegation)],
  ['host', renderParty(visit.host)],
  ['place', visit.place],
  ['met', renderParties(visit.met)],
  ['start', renderDate(visit.start)],
  ['end', renderDate(visit.end)],
  ['type', visit.visitType === 'UNSPECIFIED' ? null : humanizeEnum(visit.visitType)],
  ['purposes', visit.purposes.length > 0 ? visit.purposes.map(humanizeEnum).join(', ') : null],
  ['status', humanizeEnum(visit.visitStatus)],
  ['remarks', visit.remarks && `“${visit.remarks}”`],
  ['trip', visit.trip && <TripLegs trip={visit.trip} />],
  ['leg', visit.leg === null ? null : visit.trip ? `${visit.leg} of ${visit.trip.visits.length}` : String(visit.leg)],
];

const TravellerList = ({ travellers }: { travellers: VisitFields['travellers'] }) => (
  <ul className="plain">
    {travellers.map(({ party, term, country }) => (
      <li key={party.key}>
        <PartyLink party={party} />
        {term ? (
          <>
            , <OfficeTerm term={term} />
          </>
        ) : (
          country &&
          country.key !== party.key && (
            <>
              , for <PartyLink party={country} />
            </>
          )
        )}
      </li>
    ))}
  </ul>
);

const formatDelegation = ({ verbatim, size }: NonNullable<VisitFields['delegation']>): string =>
  [verbatim && `“${verbatim}”`, size && formatCount(size, 'member')].filter(Boolean).join(', ');

const TripLegs = ({ trip: { key, visits } }: { trip: NonNullable<VisitFields['trip']> }) => (
  <>
    <code className="minor">{key}</code>
    <ol className="plain">
      {visits.map((visit) => (
        <li key={visit.key}>
          {visit.leg !== null && `Leg ${visit.leg}: `}
          <EntryLink entry={visit} />
        </li>
      ))}
    </ol>
  </>
);
