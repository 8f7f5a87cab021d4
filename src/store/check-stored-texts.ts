import { hash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { citations, sources, sourceTexts, spans } from '../db/tables/index.ts';
import { SourceText, type Span, verifySpan } from '../model/source-text.ts';
import { iteratePages } from './iterate-pages.ts';

interface StoredText {
  id: number;
  key: string;
  sha256: string | null;
  length: number | null;
  textRetention: string | null;
  text: string;
}

/** Compares each stored text with its hash, and the quotations of its source with the text. */
export async function findStoredTextProblems(reader: Reader): Promise<string[]> {
  const problems = await findMissingTexts(reader);
  for await (const stored of iterateTexts(reader)) problems.push(...(await checkText(reader, stored)));
  return problems;
}

/** Texts can be large, so they are read one by one. */
const iterateTexts = (reader: Reader): AsyncGenerator<StoredText> =>
  iteratePages(
    (last) =>
      reader.all<StoredText>(sql`SELECT ${sources.id} AS "id", ${sources.key} AS "key", ${sources.sha256} AS "sha256", ${sources.length} AS "length",
        ${sources.textRetention} AS "textRetention", ${sourceTexts.text} AS "text"
      FROM ${sourceTexts} JOIN ${sources} ON ${sources.id} = ${sourceTexts.sourceId}
      WHERE ${sources.id} > ${last?.id ?? 0} ORDER BY ${sources.id} LIMIT 1`),
    1,
  );

async function checkText(reader: Reader, { id, key, sha256, length, textRetention, text }: StoredText) {
  const sourceText = new SourceText(text);
  const cited = await reader.all<Span>(
    sql`SELECT ${spans.words} AS "words", ${spans.start} AS "start", ${spans.end} AS "end" FROM ${citations}
      JOIN ${spans} ON ${spans.citationId} = ${citations.id} WHERE ${citations.sourceId} = ${id} AND ${spans.isVerified}`,
  );
  return [
    ...(textRetention === 'RETAINED' ? [] : [`The text of source "${key}" is stored, but it must not be retained.`]),
    ...(sha256 === hash('sha256', text) ? [] : [`The stored text of source "${key}" does not have its SHA-256.`]),
    ...(length === sourceText.length ? [] : [`The stored text of source "${key}" does not have its length.`]),
    ...cited.flatMap((span) => {
      const mismatch = verifySpan(sourceText, span);
      return mismatch === undefined ? [] : [`A quotation of source "${key}" is not in its stored text: ${mismatch}`];
    }),
  ];
}

async function findMissingTexts(reader: Reader): Promise<string[]> {
  const select = (message: string, condition: SQL) =>
    reader
      .all<{ key: string }>(sql`SELECT ${sources.key} AS "key" FROM ${sources} WHERE ${condition}`)
      .then((rows) => rows.map(({ key }) => message.replace('KEY', key)));
  return [
    ...(await select(
      'The text of source "KEY" must be retained, but it is not stored.',
      sql`${sources.textRetention} = 'RETAINED' AND NOT EXISTS (SELECT 1 FROM ${sourceTexts} WHERE ${sourceTexts.sourceId} = ${sources.id})`,
    )),
    ...(await select(
      'A quotation of source "KEY" is marked as verified, but the source has no SHA-256.',
      sql`${sources.sha256} IS NULL AND EXISTS (SELECT 1 FROM ${citations} JOIN ${spans} ON ${spans.citationId} = ${citations.id}
        WHERE ${citations.sourceId} = ${sources.id} AND ${spans.isVerified})`,
    )),
  ];
}
