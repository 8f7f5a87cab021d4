import { type SQL, sql } from 'drizzle-orm';
import { all, type Row, type Scope } from '../row.ts';
import { type positions, positionToward } from '../tables/index.ts';
import {
  among,
  type Condition,
  type DateFilter,
  inList,
  type KeyFilter,
  keyed,
  matches,
  namedBy,
  onColumn,
  only,
  type TextFilter,
  windowOf,
} from './filter.ts';
import { keyLookup } from './lookup.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';

export interface PositionFilter {
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
    ...(holder ? [onColumn(row.holderId, partyWhere(scope, row.holderId, holder), partyCandidates(scope, holder))] : []),
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
  ];
}

/** Held on some day of the window: from its start, or the day that attests it, to its end, or that day. */
function held(row: Row<typeof positions>, filter: DateFilter): SQL {
  const { first, last } = windowOf(filter);
  if (first && last && first > last) return sql`0`;
  const possible = filter.certainty === 'POSSIBLE';
  const begins = possible ? row.fromEarliest : sql`coalesce(${row.fromLatest}, ${row.at})`;
  const ends = possible ? row.untilLatest : sql`coalesce(${row.untilEarliest}, max(${row.at}, coalesce(${row.fromLatest}, ${row.at})))`;
  const open = (test: SQL, bound: SQL): SQL => (possible ? sql`(${bound} IS NULL OR ${test})` : test);
  return all([...(last ? [open(sql`${begins} <= ${last}`, begins)] : []), ...(first ? [open(sql`${ends} >= ${first}`, ends)] : [])]);
}
