import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { citations, parties, sources, spans } from '../../db/tables/index.ts';
import { keyOf, listOf, object, plain } from './json-sql.ts';

// Statistics of a database that was nearly empty would have SQLite walk all citations for one record's.
const indexes = {
  entryId: 'citations_entry',
  partyId: 'citations_party',
  termId: 'citations_term',
  renderingId: 'citations_rendering',
} as const;

/** The evidence of an entry, a party, a term or a rendering; a claimed value still as its text. */
export const citationsOf = (owner: keyof typeof indexes, id: AnySQLiteColumn): SQL =>
  listOf(
    object({
      source: keyOf(sources, citations.sourceId),
      field: plain(citations.field),
      basis: plain(citations.basis),
      value: plain(citations.value),
      rank: plain(citations.rank),
      reason: plain(citations.reason),
      voice: keyOf(parties, citations.voiceId),
      spans: listOf(
        object({ words: plain(spans.words), start: plain(spans.start), end: plain(spans.end) }),
        spans.ordinal,
        sql`${spans.citationId} = ${citations.id}`,
      ),
    }),
    citations.ordinal,
    sql`${citations[owner]} = ${id}`,
    indexes[owner],
  );
