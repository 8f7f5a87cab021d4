import type { EntryKind } from '@chancery/sdk';
import type { TimelineRow } from './generated/operations.ts';

type EntryTypename = TimelineRow['__typename'];

/** The kinds of entry, each with a shape so that color is not the only distinction. Paths are centered on 0,0. */
export const entryKinds: Readonly<Record<EntryTypename, { kind: EntryKind; plural: string; path: string }>> = {
  Visit: { kind: 'VISIT', plural: 'Visits', path: 'M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z' },
  Statement: { kind: 'STATEMENT', plural: 'Statements', path: 'M-5,-5h10v10h-10z' },
  TradeLink: { kind: 'TRADE_LINK', plural: 'Trade links', path: 'M0,-7L7,0L0,7L-7,0z' },
  Agreement: { kind: 'AGREEMENT', plural: 'Agreements', path: 'M0,-6L6.5,5H-6.5z' },
  Position: { kind: 'POSITION', plural: 'Positions', path: 'M0,6L6.5,-5H-6.5z' },
  Figure: { kind: 'FIGURE', plural: 'Figures', path: 'M-2,-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z' },
};

/** The shape of a kind of entry, for use next to its label. */
export const EntryKindIcon = ({ typename }: { typename: EntryTypename }) => (
  <svg className={`shape ${typename}`} width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
    <path d={entryKinds[typename].path} />
  </svg>
);
