import { AgreementsSection, PositionsSection, StatementsSection, TradeLinksSection } from './entry-sections.tsx';

/** What organizations and groups take part in. */
export const PartySections = ({ partyKey, name }: { partyKey: string; name: string }) => {
  const party = { key: { eq: partyKey } };
  return (
    <>
      <TradeLinksSection title="Trade links" filter={{ party }} params={{ party: partyKey }} />
      <AgreementsSection title="Agreements" filter={{ party }} params={{ party: partyKey }} />
      <PositionsSection title="Positions" filter={{ party }} params={{ party: partyKey }} />
      <StatementsSection title={`Statements by ${name}`} filter={{ speaker: party }} params={{ speaker: partyKey }} />
      <StatementsSection title={`Statements about ${name}`} filter={{ about: party }} params={{ about: partyKey }} />
    </>
  );
};
