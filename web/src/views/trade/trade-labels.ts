import type { FlowDirection, TieRow, TradeLinkKind, TradeLinkStatus } from './generated/operations.ts';

export const kinds: readonly { value: TradeLinkKind; text: string }[] = [
  { value: 'SUPPLY', text: 'supply' },
  { value: 'ROUTE', text: 'route' },
  { value: 'PARTNERSHIP', text: 'partnership' },
  { value: 'JOINT_VENTURE', text: 'joint venture' },
  { value: 'INVESTMENT', text: 'investment' },
];

export const statuses: readonly { value: TradeLinkStatus; text: string }[] = [
  { value: 'ACTIVE', text: 'active' },
  { value: 'COMMITMENT', text: 'commitment, not yet at work' },
  { value: 'PLEDGE', text: 'pledge' },
  { value: 'SUSPENDED', text: 'suspended' },
  { value: 'WINDING_DOWN', text: 'being given up' },
  { value: 'ENDED', text: 'ended' },
];

export const directions: readonly { value: FlowDirection; text: string }[] = [
  { value: 'IMPORT', text: 'into the reporter' },
  { value: 'EXPORT', text: 'out of the reporter' },
];

const textOf = (options: readonly { value: string; text: string }[], value: string): string =>
  options.find((option) => option.value === value)?.text ?? value;

export const kindText = (kind: TradeLinkKind): string => textOf(kinds, kind);
export const statusText = (status: TradeLinkStatus): string => textOf(statuses, status);

/** What a tie is and how firm, in a line: `supply, replacing`. An active tie need not say that it is. */
export function tieText({
  kind,
  status,
  replaced,
  disputed,
}: Pick<TieRow, 'kind' | 'status' | 'replaced' | 'disputed'>): string {
  const parts = [
    kindText(kind),
    replaced.length > 0 && 'replacing',
    status !== 'ACTIVE' && statusText(status),
    disputed && 'disputed',
  ];
  return parts.filter(Boolean).join(', ');
}

/** Goods by their words, and their code where they have one. */
export const goodsText = ({ name, code }: { readonly name: string; readonly code: string | null }): string =>
  code ? `${name} (${code})` : name;
