import type { EntryKind } from '@chancery/sdk';
import type { TimelineRow } from './generated/operations.ts';

type EntryTypename = TimelineRow['__typename'];

/** The kinds of entry, each with its shape: they are told apart without colours too. Paths about 0,0 within 6 px. */
export const entryKinds: Readonly<Record<EntryTypename, { kind: EntryKind; many: string; path: string }>> = {
  Visit: { kind: 'VISIT', many: 'Visits', path: 'M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z' },
  Statement: { kind: 'STATEMENT', many: 'Statements', path: 'M-5,-5h10v10h-10z' },
  TradeLink: { kind: 'TRADE_LINK', many: 'Trade ties', path: 'M0,-7L7,0L0,7L-7,0z' },
  Agreement: { kind: 'AGREEMENT', many: 'Agreements', path: 'M0,-6L6.5,5H-6.5z' },
  Position: { kind: 'POSITION', many: 'Positions', path: 'M0,6L6.5,-5H-6.5z' },
  Figure: { kind: 'FIGURE', many: 'Figures', path: 'M-2,-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z' },
};

/** The shape of a kind beside a word that says it. */
export const EntryKindIcon = ({ of }: { of: EntryTypename }) => (
  <svg class={`shape ${of}`} width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
    <path d={entryKinds[of].path} />
  </svg>
);
