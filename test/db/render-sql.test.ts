import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadDialect, renderSql } from '../../src/db/render-sql.ts';
import { parties, visits } from '../../src/db/tables/index.ts';

const dialect = new ReadDialect();

/** Arbitrary nesting of texts, values, columns, tables, lists and joins. */
const { query } = fc.letrec<{ query: SQL; chunk: unknown }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    fc.array(tie('chunk'), { maxLength: 4 }).map((chunks) => sql.join(chunks as SQL[], sql.raw(', '))),
    fc.tuple(tie('chunk'), tie('chunk')).map(([one, other]) => sql`SELECT ${one} FROM (${other}) WHERE "a?" = 'b''c'`),
  ),
  chunk: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uint8Array()),
    fc.constantFrom<unknown>(
      sql.raw('x'),
      sql.identifier('y'),
      visits.at,
      parties,
      [1, 'two'],
      undefined,
      sql.placeholder('z'),
    ),
    tie('query'),
  ),
}));

test('every query has the same text and values as in Drizzle', () => {
  fc.assert(
    fc.property(query, (one) => {
      const { sql: text, params } = dialect.sqlToQuery(one);
      expect(renderSql(one)).toMatchObject({ sql: text, params });
    }),
  );
});
