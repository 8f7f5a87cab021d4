import { sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { assertLive, findRecordIdentity } from '../store/history.ts';
import type { Writer } from '../store/writer.ts';
import { EditError, invalidFieldError, prefixPath, withWriteErrors } from './edit-error.ts';
import { type EditOptions, nounToTypeName } from './edit-types.ts';

/** Returns the last revision of a record. Throws if the record is missing, withdrawn or merged, or if the editor has seen another revision. */
export function requireLiveRevision(
  writer: Writer,
  { noun, key }: { noun: RecordNoun; key: string },
  { expectedRevision }: EditOptions,
): number {
  const identity = findRecordIdentity(writer, noun, key);
  if (!identity)
    throw new EditError({
      result: 'notFound',
      message: `No ${noun} has the key "${key}". Create it with record${nounToTypeName(noun)}.`,
    });
  withWriteErrors(() => assertLive(writer, identity, noun, key), { key }, prefixPath());
  const revision = identity.revision ?? 0;
  if (expectedRevision !== undefined && expectedRevision !== revision)
    throw new EditError({ result: 'conflict', noun, key, revision });
  return revision;
}

/** Finds the noun of a key. Throws if records of several nouns have the key. */
export function findNounByKey(writer: Writer, key: string): RecordNoun {
  const matches = writer.all<{ noun: RecordNoun; state: string }>(
    sql`SELECT noun, state FROM ${records} WHERE key = ${key} ORDER BY noun`,
  );
  const live = matches.filter(({ state }) => state === 'LIVE');
  const [match, ...others] = live.length > 0 ? live : matches;
  if (!match) throw new EditError({ result: 'notFound', message: `Nothing has the key "${key}".` });
  if (others.length === 0) return match.noun;
  const nouns = [match, ...others].map(({ noun }) => noun);
  throw invalidFieldError(['noun'], `"${key}" is the key of a ${nouns.join(' and of a ')}. Set "noun".`);
}
