import type { FlowDirection, TradeLinkKind, TradeLinkStatus } from '@chancery/sdk';
import type { TieRow } from './generated/operations.ts';

export const tieKindOptions: readonly { value: TradeLinkKind; text: string }[] = [
  { value: 'SUPPLY', text: 'supply' },
  { value: 'ROUTE', text: 'route' },
  { value: 'PARTNERSHIP', text: 'partnership' },
  { value: 'JOINT_VENTURE', text: 'joint venture' },
  { value: 'INVESTMENT', text: 'investment' },
];

export const tieStatusOptions: readonly { value: TradeLinkStatus; text: string }[] = [
  { value: 'ACTIVE', text: 'active' },
  { value: 'COMMITMENT', text: 'commitment, not yet at work' },
  { value: 'PLEDGE', text: 'pledge' },
  { value: 'SUSPENDED', text: 'suspended' },
  { value: 'WINDING_DOWN', text: 'being given up' },
  { value: 'ENDED', text: 'ended' },
];

export const flowDirectionOptions: readonly { value: FlowDirection; text: string }[] = [
  { value: 'IMPORT', text: 'into the reporter' },
  { value: 'EXPORT', text: 'out of the reporter' },
];

const getOptionLabel = (options: readonly { value: string; text: string }[], value: string): string =>
  options.find((option) => option.value === value)?.text ?? value;

export const getTieKindLabel = (kind: TradeLinkKind): string => getOptionLabel(tieKindOptions, kind);
export const getTieStatusLabel = (status: TradeLinkStatus): string => getOptionLabel(tieStatusOptions, status);

/** What a tie is and how firm, in a line: `supply, replacing`. An active tie need not say that it is. */
export function describeTie({
  kind,
  status,
  replaced,
  disputed,
}: Pick<TieRow, 'kind' | 'status' | 'replaced' | 'disputed'>): string {
  const parts = [
    getTieKindLabel(kind),
    replaced.length > 0 && 'replacing',
    status !== 'ACTIVE' && getTieStatusLabel(status),
    disputed && 'disputed',
  ];
  return parts.filter(Boolean).join(', ');
}

/** Goods by their words, and their code where they have one. */
export const formatGoods = ({ name, code }: { readonly name: string; readonly code: string | null }): string =>
  code ? `${name} (${code})` : name;
