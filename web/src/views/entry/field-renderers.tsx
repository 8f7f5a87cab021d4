import type { FuzzyDate as Day } from '@chancery/sdk';
import type { ComponentChildren } from 'preact';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { formatCount } from '../../format/labels.ts';

/** A field as the record serves it; null where nothing is on record. */
export type RenderedField = readonly [field: string, value: ComponentChildren];

type Party = { readonly key: string; readonly name: string };
type EntryRef = { readonly key: string; readonly summary: string };

export const renderParty = (of: Party | null): ComponentChildren => of && <PartyLink of={of} />;
export const renderParties = (of: readonly Party[]): ComponentChildren =>
  of.length > 0 ? <PartyLinks of={of} /> : null;
export const renderDate = (of: Day | null): ComponentChildren => of && <FuzzyDateText of={of} basis />;
export const renderEntryLink = (of: EntryRef | null): ComponentChildren => of && <EntryLink of={of} />;

/** Entries in a list; those beyond are counted, not left out in silence. */
export const renderEntryList = (of: readonly EntryRef[], total: number = of.length): ComponentChildren =>
  of.length === 0 ? null : (
    <ul class="plain">
      {of.map((one) => (
        <li key={one.key}>
          <EntryLink of={one} />
        </li>
      ))}
      {total > of.length && (
        <li class="minor">and {formatCount(total - of.length, 'other')}, which the query below pages through</li>
      )}
    </ul>
  );
