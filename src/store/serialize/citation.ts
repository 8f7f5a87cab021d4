import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { citations, parties, sources, spans } from '../../db/tables/index.ts';
import { jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';

// Named explicitly: with statistics from a nearly empty database, SQLite would scan all citations for each record.
const ownerIndexes = {
  entryId: 'citations_entry',
  partyId: 'citations_party',
  termId: 'citations_term',
  renderingId: 'citations_rendering',
} as const;

/** SELECT of the citations of an entry, party, term or rendering. Claimed values are still text. */
export const selectCitations = (owner: keyof typeof ownerIndexes, id: AnySQLiteColumn): SQL =>
  jsonList(
    jsonObject({
      source: selectKey(sources, citations.sourceId),
      field: jsonScalar(citations.field),
      basis: jsonScalar(citations.basis),
      value: jsonScalar(citations.value),
      rank: jsonScalar(citations.rank),
      reason: jsonScalar(citations.reason),
      voice: selectKey(parties, citations.voiceId),
      spans: jsonList(
        jsonObject({ words: jsonScalar(spans.words), start: jsonScalar(spans.start), end: jsonScalar(spans.end) }),
        spans.ordinal,
        sql`${spans.citationId} = ${citations.id}`,
      ),
    }),
    citations.ordinal,
    sql`${citations[owner]} = ${id}`,
    ownerIndexes[owner],
  );
