import { PartyLink } from './party-card.tsx';

interface SourceReference {
  readonly key: string;
  readonly publisher: string;
  readonly title: string | null;
}

/** A link to the page of a source, with its card. */
export const SourceRefLink = ({ source: { key, publisher, title } }: { source: SourceReference }) => (
  <PartyLink party={{ __typename: 'Source', key, name: title ?? publisher }} />
);
