import { sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { type Document, sameValue } from '../model/record-diff.ts';
import { claimText } from '../model/records/claim.ts';
import type { Referent } from '../model/records/field-schemas.ts';
import { parseRecord, recordSchemas } from '../model/records/index.ts';
import { mapKeys } from '../model/records/map-references.ts';
import { explainError, explainIssues } from '../model/validation-messages.ts';
import { isParty, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { type Name, referring, rowId } from './find-references.ts';
import { identityOf } from './history.ts';
import { settled } from './normalize-claim-ranks.ts';
import { readRecorded } from './serialize/read-record.ts';
import { turnFlows } from './trade-flow-reassign.ts';
import { bury, liveRecord } from './withdraw-record.ts';
import { writeRecord } from './write-record.ts';
import type { Writer } from './writer.ts';

type Evidence = Readonly<{ field?: string; value?: unknown; rank?: string | undefined; reason?: string }>;
type Shape = Parameters<typeof mapKeys>[0];
/** Which key becomes which. */
interface Turn extends Name {
  into: string;
}

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
    inAnyOrder(writer, () => {
      const gone = present(writer, { noun, key });
      for (const name of referring(writer, { noun, key }))
        if (name.noun !== noun || name.key !== into) turnReferrer(writer, name, { noun, key, into });
      const kept = redirected(present(writer, { noun, key: into }), { noun, key, into });
      rewrite(writer, { noun, key: into }, settled(withEvidence(noun, kept, redirected(gone, { noun, key, into }))));
      if (noun !== 'coverage')
        turnFlows(writer, noun, rowId(writer, { noun, key }), rowId(writer, { noun, key: into }));
    });
    writer.run(sql`UPDATE ${records} SET survivor_id = ${survivor.id} WHERE ${records.survivorId} = ${identity.id}`);
    return bury(writer, { noun, key }, identity, 'MERGED', survivor.id);
  });
}

/** Terms change hands before the visits made in them do. */
function inAnyOrder(writer: Writer, work: () => void): void {
  writer.run(sql`PRAGMA defer_foreign_keys = ON`);
  try {
    work();
  } finally {
    writer.run(sql`PRAGMA defer_foreign_keys = OFF`);
  }
}

function refuseOtherKind(writer: Writer, noun: RecordNoun, into: string): void {
  const others = writer
    .all<{ noun: RecordNoun }>(sql`SELECT noun FROM ${records} WHERE key = ${into} AND state = 'LIVE'`)
    .map((one) => one.noun);
  if (others.length > 0 && !others.includes(noun))
    throw badInput(
      `"${into}" is the key of a ${others.join(' and of a ')}: a ${noun} can only be merged into a ${noun}.`,
      'into',
    );
}

function present(writer: Writer, { noun, key }: Name): Document {
  const document = readRecorded(writer, noun, key);
  if (!document) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  return document;
}

function rewrite(writer: Writer, { noun, key }: Name, document: Document): void {
  const refuse = (why: string) => badInput(`The ${noun} "${key}" would not hold any more: ${why}`, 'into');
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw refuse(explainIssues(parsed.issues, document));
  try {
    writeRecord(writer, parsed.record);
  } catch (error) {
    throw error instanceof ChanceryError ? refuse(explainError(error)) : error;
  }
  writer.keys.forget();
}

/** Writes a record that refers to the one that goes, so that it refers to the other. */
function turnReferrer(writer: Writer, name: Name, turn: Turn): void {
  const document = settled(redirected(present(writer, name), turn));
  if (name.noun !== 'coverage') {
    rewrite(writer, name, document);
    return;
  }
  // It is named by its source: under the survivor it is another record, which may stand there already.
  const moved: Name = { noun: 'coverage', key: `${turn.into}/${String(document.about)}` };
  if (identityOf(writer, moved.noun, moved.key)?.state !== 'LIVE') rewrite(writer, moved, document);
  bury(writer, name, liveRecord(writer, name, 'key'), 'MERGED', liveRecord(writer, moved, 'into').id);
}

/** The record with every reference to the one turned to the other; what then stands twice stands once. */
function redirected(document: Document, { noun, key, into }: Turn): Document {
  const names = (referent: Referent): boolean => referent === noun || (referent === 'party' && isParty(noun));
  const turn = (schema: Shape, value: unknown): unknown => {
    const turned = mapKeys(schema, value, (one, referent) => (one === key && names(referent) ? into : one));
    return Array.isArray(turned) && !sameValue(turned, value) ? once(turned) : turned;
  };
  const { shape } = recordSchemas[recordNouns.find((one) => one === document.noun) ?? noun] as unknown as {
    shape: Record<string, Shape>;
  };
  const fields = Object.entries(document).map(([field, value]) => {
    const schema = shape[field];
    if (!schema || field === 'key') return [field, value];
    const turned = turn(schema, value);
    if (turned === into && value === key && document.noun === noun && document.key === into)
      throw badInput(`"${into}" would refer to itself as its ${field}. Correct its ${field} first.`, 'into');
    return [
      field,
      field === 'citations' ? (turned as Evidence[]).map((one) => withTurnedValue(one, shape, turn)) : turned,
    ];
  });
  return Object.fromEntries(fields);
}

function withTurnedValue(
  citation: Evidence,
  shape: Record<string, Shape>,
  turn: (schema: Shape, value: unknown) => unknown,
): Evidence {
  const schema = citation.field === undefined ? undefined : shape[citation.field];
  return schema && citation.value !== undefined ? { ...citation, value: turn(schema, citation.value) } : citation;
}

/** Every item of a list once, where it first stands; a person travels once, and a country succeeds once, with all that is said of it. */
function once(items: readonly unknown[]): unknown[] {
  const kept = new Map<string, unknown>();
  for (const item of items) {
    const identity = JSON.stringify(
      isFields(item) ? (item.person ?? (item.source === undefined ? item : (item.country ?? item))) : item,
    );
    const earlier = kept.get(identity);
    kept.set(identity, isFields(earlier) && isFields(item) ? { ...item, ...earlier } : item);
  }
  return [...kept.values()];
}

/** The survivor with the evidence of the other: what supported another value there is a claim here. */
function withEvidence(noun: RecordNoun, kept: Document, gone: Document): Document {
  const moved = evidenceOf(gone).flatMap((one): Evidence[] => {
    const { field, value: _value, rank: _rank, reason: _reason, ...rest } = one;
    if (field === undefined) return [one];
    const [served, stated] = [claimText(kept[field]), claimText(one.value ?? gone[field])];
    // What the survivor has is not deprecated by what the other had in its place.
    if (stated === served) return one.rank === undefined || one.rank === 'DEPRECATED' ? [{ ...rest, field }] : [one];
    return stated === null ? [] : [{ ...one, value: one.value ?? gone[field], rank: one.rank ?? 'NORMAL' }];
  });
  const citations = once([...evidenceOf(kept), ...moved]);
  const names = isParty(noun) ? once([...listOf(kept, 'names'), ...alias(kept, gone), ...listOf(gone, 'names')]) : [];
  return { ...kept, ...(names.length > 0 && { names }), ...(citations.length > 0 && { citations }) };
}

const alias = (kept: Document, gone: Document): unknown[] =>
  gone.name === kept.name ? [] : [{ text: gone.name, language: 'en', kind: 'ALIAS' }];

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (document: Document, field: string): unknown[] =>
  Array.isArray(document[field]) ? (document[field] as unknown[]) : [];
const evidenceOf = (document: Document): Evidence[] => listOf(document, 'citations') as Evidence[];
