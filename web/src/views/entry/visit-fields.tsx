import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { lower } from '../../format/labels.ts';
import { day, entryList, type Fact, parties, party } from './field-renderers.tsx';
import type { VisitFacts } from './generated/operations.ts';
import { Office } from './office-term.tsx';

export const visitFacts = (of: VisitFacts): Fact[] => [
  ['travellers', <Travellers of={of.travellers} />],
  ['host', party(of.host)],
  ['place', of.place],
  ['met', parties(of.met)],
  ['start', day(of.start)],
  ['end', day(of.end)],
  ['type', of.visitType === 'UNSPECIFIED' ? null : lower(of.visitType)],
  ['purposes', of.purposes.length > 0 ? of.purposes.map(lower).join(', ') : null],
  ['status', lower(of.visitStatus)],
  ['remarks', of.remarks && `“${of.remarks}”`],
  ['trip', of.trip && <Legs of={of.trip} />],
  ['leg', of.leg === null ? null : of.trip ? `${of.leg} of ${of.trip.visits.length}` : String(of.leg)],
  ['statements', entryList(of.statements.nodes, of.statements.totalCount)],
  ['agreements', entryList(of.agreements.nodes, of.agreements.totalCount)],
];

const Travellers = ({ of }: { of: VisitFacts['travellers'] }) => (
  <ul class="plain">
    {of.map(({ person, term }) => (
      <li key={person.key}>
        <PartyLink of={person} />
        {term && (
          <>
            , <Office of={term} />
          </>
        )}
      </li>
    ))}
  </ul>
);

const Legs = ({ of: { key, visits } }: { of: NonNullable<VisitFacts['trip']> }) => (
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
