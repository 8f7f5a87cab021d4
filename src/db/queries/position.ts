import { type SQL, sql } from 'drizzle-orm';
import type { Row, Scope } from '../sql-builder.ts';
import { type positions, positionToward } from '../tables/index.ts';
import { type Evidenced, evidenceConditions } from './evidence.ts';
import {
  among,
  type Combined,
  type Condition,
  combine,
  type DateFilter,
  inList,
  type KeyFilter,
  keyed,
  matches,
  namedBy,
  onColumn,
  only,
  overlaps,
  type TextFilter,
} from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';

export interface PositionFilter extends Combined<PositionFilter>, Evidenced {
  holder?: PartyFilter | null;
  toward?: PartyFilter | null;
  topic?: KeyFilter | null;
  stance?: string[] | null;
  label?: TextFilter | null;
  heldOn?: DateFilter | null;
}

export function positionConditions(scope: Scope, row: Row<typeof positions>, filter: PositionFilter): Condition[] {
  const { holder, toward, topic, label } = filter;
  const onTopic = keyLookup(scope, 'topic');
  return [
    ...(holder
      ? [onColumn(row.holderId, partyWhere(scope, row.holderId, holder), partyCandidates(scope, holder))]
      : []),
    ...(toward
      ? [
          inList(scope, positionToward, row.id, (list) => partyWhere(scope, list.partyId as SQL, toward), {
            column: 'partyId',
            candidates: partyCandidates(scope, toward),
          }),
        ]
      : []),
    ...(topic ? [onColumn(row.topicId, keyed(row.topicId, topic, onTopic), namedBy(topic, onTopic))] : []),
    ...among(row.stance, filter.stance),
    ...(label ? [{ test: matches(row.foldedLabel, label), indexed: label.eq != null }] : []),
    ...(filter.heldOn ? [only(held(row, filter.heldOn))] : []),
    ...evidenceConditions(scope, row.id, filter, 'POSITION'),
    ...combine(filter, (one) => positionConditions(scope, row, one)),
  ];
}

/** Held on some day of the window: from its start, or the day that attests it, to its end, or that day. */
const held = (row: Row<typeof positions>, filter: DateFilter): SQL =>
  overlaps(
    {
      certain: {
        begins: sql`coalesce(${row.fromLatest}, ${row.at})`,
        ends: sql`coalesce(${row.untilEarliest}, max(${row.at}, coalesce(${row.fromLatest}, ${row.at})))`,
      },
      possible: { begins: row.fromEarliest, ends: row.untilLatest },
    },
    filter,
  );
