import type { ComponentChildren } from 'preact';
import { buildEntryPath, paths } from '../route-paths.ts';
import { buildUrl } from '../url-state.ts';

/** To an entry's own page. */
export const EntryLink = ({
  of,
  children,
}: {
  of: { readonly key: string; readonly summary?: string };
  children?: ComponentChildren;
}) => <a href={buildEntryPath(of.key)}>{children ?? of.summary ?? of.key}</a>;

/** To all that is on record of a country, person, organization or group. */
export const PartyLink = ({ of }: { of: { readonly key: string; readonly name: string } }) => (
  <a href={buildUrl(paths.timeline, { of: of.key })}>{of.name}</a>
);

/** Names with commas between. */
export const PartyLinks = ({ of }: { of: readonly { readonly key: string; readonly name: string }[] }) => (
  <>
    {of.map((party, index) => (
      <span key={party.key}>
        {index > 0 && ', '}
        <PartyLink of={party} />
      </span>
    ))}
  </>
);
