import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { humanizeEnum } from '../../format/labels.ts';
import { type RenderedField, renderDate, renderEntryList, renderParties, renderParty } from './field-renderers.tsx';
import type { VisitFacts } from './generated/operations.ts';
import { OfficeTerm } from './office-term.tsx';

export const renderVisitFields = (of: VisitFacts): RenderedField[] => [
  ['travellers', <TravellerList of={of.travellers} />],
  ['host', renderParty(of.host)],
  ['place', of.place],
  ['met', renderParties(of.met)],
  ['start', renderDate(of.start)],
  ['end', renderDate(of.end)],
  ['type', of.visitType === 'UNSPECIFIED' ? null : humanizeEnum(of.visitType)],
  ['purposes', of.purposes.length > 0 ? of.purposes.map(humanizeEnum).join(', ') : null],
  ['status', humanizeEnum(of.visitStatus)],
  ['remarks', of.remarks && `“${of.remarks}”`],
  ['trip', of.trip && <TripLegs of={of.trip} />],
  ['leg', of.leg === null ? null : of.trip ? `${of.leg} of ${of.trip.visits.length}` : String(of.leg)],
  ['statements', renderEntryList(of.statements.nodes, of.statements.totalCount)],
  ['agreements', renderEntryList(of.agreements.nodes, of.agreements.totalCount)],
];

const TravellerList = ({ of }: { of: VisitFacts['travellers'] }) => (
  <ul class="plain">
    {of.map(({ person, term }) => (
      <li key={person.key}>
        <PartyLink of={person} />
        {term && (
          <>
            , <OfficeTerm of={term} />
          </>
        )}
      </li>
    ))}
  </ul>
);

const TripLegs = ({ of: { key, visits } }: { of: NonNullable<VisitFacts['trip']> }) => (
  <>
    <code class="minor">{key}</code>
    <ol class="plain">
      {visits.map((visit) => (
        <li key={visit.key}>
          {visit.leg !== null && `Leg ${visit.leg}: `}
          <EntryLink of={visit} />
        </li>
      ))}
    </ol>
  </>
);
