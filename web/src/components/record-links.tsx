import type { ReactNode } from 'react';
import { buildEntryPath } from '../route-paths.ts';
import { Link } from './link.tsx';
import { PartyLink, type PartyReference } from './party-card.tsx';

interface EntryReference {
  readonly key: string;
  readonly summary?: string;
}

/** A link to the page of an entry. */
export const EntryLink = ({ entry, children }: { entry: EntryReference; children?: ReactNode }) => (
  <Link href={buildEntryPath(entry.key)}>{children ?? entry.summary ?? entry.key}</Link>
);

/** Links to several parties, separated by commas. */
export const PartyLinks = ({ parties }: { parties: readonly PartyReference[] }) => (
  <>
    {parties.map((party, index) => (
      <span key={party.key}>
        {index > 0 && ', '}
        <PartyLink party={party} />
      </span>
    ))}
  </>
);

export { PartyLink };
