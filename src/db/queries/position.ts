import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { type positions, positionToward } from '../tables/index.ts';
import { type EvidenceFilters, evidenceConditions } from './evidence.ts';
import {
  type Condition,
  columnCondition,
  type DateFilter,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  periodOverlaps,
  type TextFilter,
  testCondition,
  textMatches,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';

export interface PositionFilter extends LogicalFilter<PositionFilter>, EvidenceFilters {
  holder?: PartyFilter | null;
  toward?: PartyFilter | null;
  topic?: KeyFilter | null;
  stance?: string[] | null;
  label?: TextFilter | null;
  heldOn?: DateFilter | null;
}

export function positionConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof positions>,
  filter: PositionFilter,
): Condition[] {
  const { holder, toward, topic, label } = filter;
  const onTopic = nounKeyLookup(scope, 'topic');
  return [
    ...(holder
      ? [columnCondition(row.holderId, partyMatches(scope, row.holderId, holder), partyCandidates(scope, holder))]
      : []),
    ...(toward
      ? [
          listCondition(scope, positionToward, row.id, (list) => partyMatches(scope, list.partyId as SQL, toward), {
            column: 'partyId',
            candidates: partyCandidates(scope, toward),
          }),
        ]
      : []),
    ...(topic
      ? [columnCondition(row.topicId, keyMatches(row.topicId, topic, onTopic), keyCandidates(topic, onTopic))]
      : []),
    ...enumConditions(row.stance, filter.stance),
    ...(label ? [{ test: textMatches(row.foldedLabel, label), isIndexed: label.eq != null }] : []),
    ...(filter.heldOn ? [testCondition(heldOnMatches(row, filter.heldOn))] : []),
    ...evidenceConditions(scope, row.id, filter, 'POSITION'),
    ...logicalConditions(filter, (one) => positionConditions(scope, row, one)),
  ];
}

/** Held on some day of the window: from its start, or the day that attests it, to its end, or that day. */
const heldOnMatches = (row: AliasedColumns<typeof positions>, filter: DateFilter): SQL =>
  periodOverlaps(
    {
      certain: {
        begins: sql`coalesce(${row.fromLatest}, ${row.at})`,
        ends: sql`coalesce(${row.untilEarliest}, max(${row.at}, coalesce(${row.fromLatest}, ${row.at})))`,
      },
      possible: { begins: row.fromEarliest, ends: row.untilLatest },
    },
    filter,
  );
