import { PreviewCard } from '@base-ui/react/preview-card';
import type { ReactNode } from 'react';
import { buildRecordPath } from '../route-paths.ts';
import { Link } from './link.tsx';

export interface PartyReference {
  readonly __typename?: string | undefined;
  readonly key: string;
  readonly name: string;
}

/** Connects the links of parties with the one card, which is loaded after the page. */
export const partyCard = PreviewCard.createHandle<PartyReference>();

/** A link to a country, person, organization or group. Its card opens when the pointer rests on it. */
export const PartyLink = ({ party, children }: { party: PartyReference; children?: ReactNode }) => (
  <PreviewCard.Trigger handle={partyCard} payload={party} render={<Link href={buildRecordPath(party)} />}>
    {children ?? party.name}
  </PreviewCard.Trigger>
);
