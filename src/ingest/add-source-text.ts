import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { citations, sources, spans } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import { parseRecord } from '../model/records/index.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { formatIssues } from '../model/validation-messages.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import { writeRecord } from '../store/write-record.ts';
import { Writer } from '../store/writer.ts';
import type { SourceFile } from './read-source-file.ts';

interface SourceTextInput {
  key: string;
  text: string;
  isRetained: boolean;
  /** Fields that were stated; they replace those on record. */
  stated: Readonly<Record<string, string | undefined>>;
  /** Fields that the file states; those on record take precedence. */
  proposed: SourceFile['fields'];
}

export interface AddedSourceText {
  key: string;
  created: boolean;
  changed: boolean;
  sha256: string;
  length: number;
  textRetention: string;
  /** The number of spans on record that were compared with the text. */
  spans: number;
}

/** Creates a source with its text, or supplies the text of an existing one. Throws if a quotation on record differs from it. */
export const addSourceText = (
  db: Database,
  { key, text, isRetained, stated, proposed }: SourceTextInput,
): Promise<AddedSourceText> =>
  db.write((tx) => {
    const writer = new Writer(tx, { by: 'source add' });
    const { sha256: _sha256, length: _length, ...current } = readRecord(writer, 'source', key) ?? {};
    const textRetention = isRetained ? 'RETAINED' : (current.textRetention ?? 'HASHED');
    const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
    const raw = { ...proposed, ...current, ...given, noun: 'source', key, text, textRetention };
    const parsed = parseRecord(raw);
    if ('issues' in parsed) throw badInput(formatIssues(parsed.issues, raw));
    const { created, changed } = writeRecord(writer, parsed.record);
    const { sha256, length } = readRecord(writer, 'source', key) as { sha256: string; length: number };
    const counted = writer.get<{ n: number }>(
      sql`SELECT count(*) AS "n" FROM ${spans} JOIN ${citations} ON ${citations.id} = ${spans.citationId}
        JOIN ${sources} ON ${sources.id} = ${citations.sourceId} WHERE ${sources.key} = ${key}`,
    );
    return { key, created, changed, sha256, length, textRetention: String(textRetention), spans: counted?.n ?? 0 };
  });

/** Deletes the stored text of a source. Its hash and length remain. */
export const purgeSourceText = (
  db: Database,
  { key, reason }: { key: string; reason: string },
): Promise<{ key: string; revision: number }> =>
  db.write((tx) => {
    if (reason.trim() === '') throw badInput('The reason is empty.', 'reason');
    const writer = new Writer(tx, { by: 'source purge', reason });
    const current = readRecord(writer, 'source', key);
    if (!current) throw badInput(`No source has the key "${key}".`, 'key');
    if (current.textRetention !== 'RETAINED')
      throw badInput(`The text of the source "${key}" is not stored, so there is nothing to delete.`, 'key');
    const parsed = parseStoredRecord({ ...current, textRetention: 'HASHED' });
    if ('issues' in parsed) throw new Error(`The source "${key}" is invalid on record.`);
    return { key, revision: writeRecord(writer, parsed.record).revision };
  });
