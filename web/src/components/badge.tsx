import type { ReactNode } from 'react';
import './badge.css';

type BadgeTone = 'neutral' | 'accent' | 'positive' | 'warning' | 'danger';

/** A short label of a record, such as its type or its status. */
export const Badge = ({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) => (
  <span className={`badge badge-${tone}`}>{children}</span>
);

const statusTones: Readonly<Record<string, BadgeTone>> = {
  ANNOUNCED: 'accent',
  PLANNED: 'accent',
  PROPOSED: 'accent',
  PLEDGED: 'accent',
  UNDER_WAY: 'accent',
  COMPLETED: 'positive',
  IN_FORCE: 'positive',
  ACTUAL: 'positive',
  POSTPONED: 'warning',
  SUSPENDED: 'warning',
  CANCELLED: 'danger',
  ENDED: 'neutral',
};

/** The status of a visit, an agreement or a trade link, in the words of the API. */
export const StatusBadge = ({ status }: { status: string }) => (
  <Badge tone={statusTones[status] ?? 'neutral'}>{status.toLowerCase().replaceAll('_', ' ')}</Badge>
);
