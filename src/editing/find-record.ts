import { sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { assertLive, identityOf } from '../store/history.ts';
import type { Writer } from '../store/writer.ts';
import { invalidField, Refused, under, writing } from './edit-error.ts';
import { type Terms, typeOf } from './edit-types.ts';

/** The last revision of a record, which must be there, not be gone, and be the one that the editor has seen. */
export function named(
  writer: Writer,
  { noun, key }: { noun: RecordNoun; key: string },
  { expectedRevision }: Terms,
): number {
  const identity = identityOf(writer, noun, key);
  if (!identity)
    throw new Refused({
      result: 'notFound',
      message: `No ${noun} has the key "${key}". A new one is recorded with record${typeOf(noun)}.`,
    });
  writing(() => assertLive(writer, identity, noun, key), { key }, under());
  const revision = identity.revision ?? 0;
  if (expectedRevision !== undefined && expectedRevision !== revision)
    throw new Refused({ result: 'conflict', noun, key, revision });
  return revision;
}

/** The noun that a key is of. Where records of several have it, the editor has to say which. */
export function nounOfKey(writer: Writer, key: string): RecordNoun {
  const all = writer.all<{ noun: RecordNoun; state: string }>(
    sql`SELECT noun, state FROM ${records} WHERE key = ${key} ORDER BY noun`,
  );
  const live = all.filter(({ state }) => state === 'LIVE');
  const [one, ...others] = live.length > 0 ? live : all;
  if (!one) throw new Refused({ result: 'notFound', message: `Nothing has the key "${key}".` });
  if (others.length === 0) return one.noun;
  const nouns = [one, ...others].map(({ noun }) => noun);
  throw invalidField(['noun'], `"${key}" is the key of a ${nouns.join(' and of a ')}: say which is meant.`);
}
