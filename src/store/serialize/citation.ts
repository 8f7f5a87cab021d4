import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { citations, parties, sources, spans } from '../../db/tables/index.ts';
import { jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';

// Statistics of a database that was nearly empty would have SQLite walk all citations for one record's.
const ownerIndexes = {
  entryId: 'citations_entry',
  partyId: 'citations_party',
  termId: 'citations_term',
  renderingId: 'citations_rendering',
} as const;

/** The evidence of an entry, a party, a term or a rendering; a claimed value still as its text. */
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
