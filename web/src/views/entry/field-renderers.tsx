import type { FuzzyDate } from '@chancery/sdk';
import type { ReactNode } from 'react';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { formatCount } from '../../format/labels.ts';

/** A field with its rendered value; null if no value is on record. */
export type RenderedField = readonly [field: string, value: ReactNode];

type Party = { readonly key: string; readonly name: string };
type EntryRef = { readonly key: string; readonly summary: string };

export const renderParty = (party: Party | null): ReactNode => party && <PartyLink party={party} />;
export const renderParties = (parties: readonly Party[]): ReactNode =>
  parties.length > 0 ? <PartyLinks parties={parties} /> : null;
export const renderDate = (date: FuzzyDate | null): ReactNode => date && <FuzzyDateText date={date} showBasis />;
export const renderEntryLink = (entry: EntryRef | null): ReactNode => entry && <EntryLink entry={entry} />;

/** Renders links to entries, with a count of those beyond the first page. */
export const renderEntryList = (entries: readonly EntryRef[], total: number = entries.length): ReactNode =>
  entries.length === 0 ? null : (
    <ul className="plain">
      {entries.map((entry) => (
        <li key={entry.key}>
          <EntryLink entry={entry} />
        </li>
      ))}
      {total > entries.length && (
        <li className="minor">and {formatCount(total - entries.length, 'other')}: page through them with the query</li>
      )}
    </ul>
  );
