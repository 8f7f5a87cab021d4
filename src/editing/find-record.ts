import { sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { assertLive, findRecordIdentity } from '../store/history.ts';
import type { Writer } from '../store/writer.ts';
import { EditError, invalidFieldError, prefixPath, withWriteErrors } from './edit-error.ts';
import { type EditOptions, nounToTypeName } from './edit-types.ts';

/** The last revision of a record, which must be there, not be gone, and be the one that the editor has seen. */
export function requireLiveRevision(
  writer: Writer,
  { noun, key }: { noun: RecordNoun; key: string },
  { expectedRevision }: EditOptions,
): number {
  const identity = findRecordIdentity(writer, noun, key);
  if (!identity)
    throw new EditError({
      result: 'notFound',
      message: `No ${noun} has the key "${key}". A new one is recorded with record${nounToTypeName(noun)}.`,
    });
  withWriteErrors(() => assertLive(writer, identity, noun, key), { key }, prefixPath());
  const revision = identity.revision ?? 0;
  if (expectedRevision !== undefined && expectedRevision !== revision)
    throw new EditError({ result: 'conflict', noun, key, revision });
  return revision;
}

/** The noun that a key is of. Where records of several have it, the editor has to say which. */
export function findNounByKey(writer: Writer, key: string): RecordNoun {
  const all = writer.all<{ noun: RecordNoun; state: string }>(
    sql`SELECT noun, state FROM ${records} WHERE key = ${key} ORDER BY noun`,
  );
  const live = all.filter(({ state }) => state === 'LIVE');
  const [one, ...others] = live.length > 0 ? live : all;
  if (!one) throw new EditError({ result: 'notFound', message: `Nothing has the key "${key}".` });
  if (others.length === 0) return one.noun;
  const nouns = [one, ...others].map(({ noun }) => noun);
  throw invalidFieldError(['noun'], `"${key}" is the key of a ${nouns.join(' and of a ')}: say which is meant.`);
}
