import type { FlowDirection, TradeLinkKind, TradeLinkStatus } from '@chancery/sdk';
import type { SelectOption } from '../../components/filter-fields.tsx';
import type { TieRow } from './generated/operations.ts';

export const tieKindOptions: readonly SelectOption<TradeLinkKind>[] = [
  { value: 'SUPPLY', label: 'supply' },
  { value: 'ROUTE', label: 'route' },
  { value: 'PARTNERSHIP', label: 'partnership' },
  { value: 'JOINT_VENTURE', label: 'joint venture' },
  { value: 'INVESTMENT', label: 'investment' },
];

export const tieStatusOptions: readonly SelectOption<TradeLinkStatus>[] = [
  { value: 'ACTIVE', label: 'active' },
  { value: 'COMMITMENT', label: 'commitment' },
  { value: 'PLEDGE', label: 'pledge' },
  { value: 'SUSPENDED', label: 'suspended' },
  { value: 'WINDING_DOWN', label: 'winding down' },
  { value: 'ENDED', label: 'ended' },
];

export const flowDirectionOptions: readonly SelectOption<FlowDirection>[] = [
  { value: 'IMPORT', label: 'Imports of the reporter' },
  { value: 'EXPORT', label: 'Exports of the reporter' },
];

const getOptionLabel = (options: readonly SelectOption[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;

export const getTieKindLabel = (kind: TradeLinkKind): string => getOptionLabel(tieKindOptions, kind);
export const getTieStatusLabel = (status: TradeLinkStatus): string => getOptionLabel(tieStatusOptions, status);

/** Describes the kind and status of a trade link: `supply, replacing`. Active is the default and omitted. */
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

/** Formats a commodity as its name with its code, or the one that it has. */
export const formatGoods = ({ name, code }: { readonly name: string | null; readonly code: string | null }): string =>
  name && code ? `${name} (${code})` : (name ?? code ?? '');
