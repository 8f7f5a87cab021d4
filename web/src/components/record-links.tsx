import type { ComponentChildren } from 'preact';
import { buildEntryPath, paths } from '../route-paths.ts';
import { buildUrl } from '../url-state.ts';

interface EntryReference {
  readonly key: string;
  readonly summary?: string;
}
interface PartyReference {
  readonly key: string;
  readonly name: string;
}

/** A link to the page of an entry. */
export const EntryLink = ({ entry, children }: { entry: EntryReference; children?: ComponentChildren }) => (
  <a href={buildEntryPath(entry.key)}>{children ?? entry.summary ?? entry.key}</a>
);

/** A link to the timeline of a country, person, organization or group. */
export const PartyLink = ({ party }: { party: PartyReference }) => (
  <a href={buildUrl(paths.timeline, { of: party.key })}>{party.name}</a>
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
