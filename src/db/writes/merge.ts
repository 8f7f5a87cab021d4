import { sql } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import { explainIssues } from '../../ingest/explain.ts';
import { claimText } from '../../ingest/records/claim.ts';
import { parseRecord, recordSchemas } from '../../ingest/records/index.ts';
import { mapKeys } from '../../ingest/records/references.ts';
import type { Referent } from '../../ingest/records/shared.ts';
import { isParty, type RecordNoun, recordNouns } from '../../vocabulary.ts';
import { readRecorded } from '../recorded/index.ts';
import { records } from '../tables/index.ts';
import { type Document, sameValue } from './changes.ts';
import { writeRecord } from './index.ts';
import { type Name, referring } from './referring.ts';
import { bury, liveRecord } from './withdraw.ts';
import type { Writer } from './writer.ts';

type Evidence = Readonly<{ field?: string; value?: unknown; rank?: string | undefined }>;
type Shape = Parameters<typeof mapKeys>[0];

/**
 * Makes two records of one thing one: the survivor takes over the evidence, a party's names too, and whatever referred to the other
 * one refers to it. The other's name leads to the survivor from then on. Gives the revision of the one that is gone.
 */
export function mergeRecord(writer: Writer, noun: RecordNoun, key: string, into: string): number {
  if (key === into) throw badInput(`"${key}" can't be merged into itself.`, 'into');
  return writer.whole(() => {
    const identity = liveRecord(writer, { noun, key }, 'key');
    refuseOtherKind(writer, noun, into);
    const survivor = liveRecord(writer, { noun, key: into }, 'into');
    // Terms change hands before the visits made in them do.
    writer.run(sql`PRAGMA defer_foreign_keys = ON`);
    const gone = present(writer, { noun, key });
    for (const name of referring(writer, { noun, key }))
      if (name.noun !== noun || name.key !== into) rewrite(writer, name, redirected(present(writer, name), noun, key, into));
    const kept = redirected(present(writer, { noun, key: into }), noun, key, into);
    rewrite(writer, { noun, key: into }, withEvidence(kept, redirected(gone, noun, key, into)));
    writer.run(sql`UPDATE ${records} SET survivor_id = ${survivor.id} WHERE ${records.survivorId} = ${identity.id}`);
    return bury(writer, { noun, key }, identity, 'MERGED', survivor.id);
  });
}

function refuseOtherKind(writer: Writer, noun: RecordNoun, into: string): void {
  const others = writer
    .all<{ noun: RecordNoun }>(sql`SELECT noun FROM ${records} WHERE key = ${into} AND state = 'LIVE'`)
    .map((one) => one.noun);
  if (others.length > 0 && !others.includes(noun))
    throw badInput(`"${into}" is the key of a ${others.join(' and of a ')}: a ${noun} can only be merged into a ${noun}.`, 'into');
}

function present(writer: Writer, { noun, key }: Name): Document {
  const document = readRecorded(writer, noun, key);
  if (!document) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  return document;
}

function rewrite(writer: Writer, { noun, key }: Name, document: Document): void {
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw badInput(`The ${noun} "${key}" would not hold any more: ${explainIssues(parsed.issues, document)}`, 'into');
  writeRecord(writer, parsed.record);
  writer.keys.forget();
}

/** The record with every reference to the one turned to the other; what then stands twice stands once. */
function redirected(document: Document, noun: RecordNoun, key: string, into: string): Document {
  const names = (referent: Referent): boolean => referent === noun || (referent === 'party' && isParty(noun));
  const turn = (schema: Shape, value: unknown): unknown =>
    once(mapKeys(schema, value, (one, referent) => (one === key && names(referent) ? into : one)));
  const { shape } = recordSchemas[recordNouns.find((one) => one === document.noun) ?? noun] as unknown as { shape: Record<string, Shape> };
  const fields = Object.entries(document).map(([field, value]) => {
    const schema = shape[field];
    if (!schema || field === 'key') return [field, value];
    const turned = turn(schema, value);
    if (turned === into && document.noun === noun && document.key === into)
      throw badInput(`"${into}" would refer to itself as its ${field}. Correct its ${field} first.`, 'into');
    return [field, field === 'citations' ? (turned as Evidence[]).map((one) => withTurnedValue(one, shape, turn)) : turned];
  });
  return Object.fromEntries(fields);
}

function withTurnedValue(citation: Evidence, shape: Record<string, Shape>, turn: (schema: Shape, value: unknown) => unknown): Evidence {
  const schema = citation.field === undefined ? undefined : shape[citation.field];
  return schema && citation.value !== undefined ? { ...citation, value: turn(schema, citation.value) } : citation;
}

/** Every item of a list once; a person travels once, too. */
function once(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const identity = (item: unknown): string =>
    JSON.stringify(typeof item === 'object' && item !== null && 'person' in item ? item.person : item);
  return [...new Map(value.toReversed().map((item) => [identity(item), item])).values()].toReversed();
}

/** The survivor with the evidence of the other: what supported another value there is a claim here. */
function withEvidence(kept: Document, gone: Document): Document {
  const own = listOf(kept, 'citations') as Evidence[];
  const moved = (listOf(gone, 'citations') as Evidence[]).flatMap((one): Evidence[] => {
    const { field } = one;
    if (field === undefined || (one.value === undefined && sameValue(kept[field], gone[field]))) return [one];
    if (one.value !== undefined) return [{ ...one, rank: rankBeside(own, one, one.value) ?? one.rank }];
    const value = gone[field];
    return value === undefined ? [] : [{ ...one, value, rank: rankBeside(own, one, value) ?? 'NORMAL' }];
  });
  // One value is preferred: the survivor's.
  const citations = [...own, ...moved.map((one) => (one.rank === 'PREFERRED' && !isServed(kept, one) ? { ...one, rank: 'NORMAL' } : one))];
  const names = 'name' in kept ? { names: once([...listOf(kept, 'names'), ...alias(kept, gone), ...listOf(gone, 'names')]) } : {};
  return { ...kept, ...names, ...(citations.length > 0 && { citations: once(citations) }) };
}

const isServed = (kept: Document, { field, value }: Evidence): boolean =>
  field !== undefined && (value === undefined || claimText(value) === claimText(kept[field]));

/** A value has one rank: that which the survivor's evidence gives it. */
const rankBeside = (own: readonly Evidence[], { field }: Evidence, value: unknown): string | undefined =>
  own.find((one) => one.field === field && one.rank !== undefined && claimText(one.value) === claimText(value))?.rank;

const alias = (kept: Document, gone: Document): unknown[] =>
  gone.name === kept.name ? [] : [{ text: gone.name, language: 'en', kind: 'ALIAS' }];

const listOf = (document: Document, field: string): unknown[] => (Array.isArray(document[field]) ? (document[field] as unknown[]) : []);
