import { sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { isSameValue, type RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';
import type { ReferenceTarget } from '../model/records/field-schemas.ts';
import { parseRecord, recordSchemas } from '../model/records/index.ts';
import { mapReferences } from '../model/records/map-references.ts';
import { formatFieldError, formatIssues } from '../model/validation-messages.ts';
import { isPartyNoun, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { findReferringRecords, findRowId, type RecordRef } from './find-references.ts';
import { findRecordIdentity } from './history.ts';
import { normalizeClaimRanks } from './normalize-claim-ranks.ts';
import { readRecord } from './serialize/read-record.ts';
import { reassignFlows } from './trade-flow-reassign.ts';
import { requireLiveRecord, retireRecord } from './withdraw-record.ts';
import { writeRecord } from './write-record.ts';
import type { Writer } from './writer.ts';

type CitationJson = Readonly<{ field?: string; value?: unknown; rank?: string | undefined; reason?: string }>;
type FieldSchema = Parameters<typeof mapReferences>[0];
/** Which key becomes which. */
interface Redirect extends RecordRef {
  into: string;
}

/**
 * Makes two records of one thing one: the survivor takes over the evidence, a party's names too, and whatever referred to the other
 * one refers to it. The other's name leads to the survivor from then on. Gives the revision of the one that is gone.
 */
export function mergeRecord(writer: Writer, noun: RecordNoun, key: string, into: string): number {
  if (key === into) throw badInput(`"${key}" can't be merged into itself.`, 'into');
  return writer.inSavepoint(() => {
    const identity = requireLiveRecord(writer, { noun, key }, 'key');
    assertSameNoun(writer, noun, into);
    const survivor = requireLiveRecord(writer, { noun, key: into }, 'into');
    withDeferredForeignKeys(writer, () => {
      const gone = readExistingRecord(writer, { noun, key });
      for (const name of findReferringRecords(writer, { noun, key }))
        if (name.noun !== noun || name.key !== into) redirectReferrer(writer, name, { noun, key, into });
      const kept = redirectReferences(readExistingRecord(writer, { noun, key: into }), { noun, key, into });
      rewriteRecord(
        writer,
        { noun, key: into },
        normalizeClaimRanks(mergeEvidence(noun, kept, redirectReferences(gone, { noun, key, into }))),
      );
      if (noun !== 'coverage')
        reassignFlows(writer, noun, findRowId(writer, { noun, key }), findRowId(writer, { noun, key: into }));
    });
    writer.run(sql`UPDATE ${records} SET survivor_id = ${survivor.id} WHERE ${records.survivorId} = ${identity.id}`);
    return retireRecord(writer, { noun, key }, identity, 'MERGED', survivor.id);
  });
}

/** Terms change hands before the visits made in them do. */
function withDeferredForeignKeys(writer: Writer, work: () => void): void {
  writer.run(sql`PRAGMA defer_foreign_keys = ON`);
  try {
    work();
  } finally {
    writer.run(sql`PRAGMA defer_foreign_keys = OFF`);
  }
}

function assertSameNoun(writer: Writer, noun: RecordNoun, into: string): void {
  const others = writer
    .all<{ noun: RecordNoun }>(sql`SELECT noun FROM ${records} WHERE key = ${into} AND state = 'LIVE'`)
    .map((one) => one.noun);
  if (others.length > 0 && !others.includes(noun))
    throw badInput(
      `"${into}" is the key of a ${others.join(' and of a ')}: a ${noun} can only be merged into a ${noun}.`,
      'into',
    );
}

function readExistingRecord(writer: Writer, { noun, key }: RecordRef): RecordJson {
  const document = readRecord(writer, noun, key);
  if (!document) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  return document;
}

function rewriteRecord(writer: Writer, { noun, key }: RecordRef, document: RecordJson): void {
  const refuse = (why: string) => badInput(`The ${noun} "${key}" would not hold any more: ${why}`, 'into');
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw refuse(formatIssues(parsed.issues, document));
  try {
    writeRecord(writer, parsed.record);
  } catch (error) {
    throw error instanceof ChanceryError ? refuse(formatFieldError(error)) : error;
  }
  writer.references.clearCache();
}

/** Writes a record that refers to the one that goes, so that it refers to the other. */
function redirectReferrer(writer: Writer, name: RecordRef, turn: Redirect): void {
  const document = normalizeClaimRanks(redirectReferences(readExistingRecord(writer, name), turn));
  if (name.noun !== 'coverage') {
    rewriteRecord(writer, name, document);
    return;
  }
  // It is named by its source: under the survivor it is another record, which may stand there already.
  const moved: RecordRef = { noun: 'coverage', key: `${turn.into}/${String(document.about)}` };
  if (findRecordIdentity(writer, moved.noun, moved.key)?.state !== 'LIVE') rewriteRecord(writer, moved, document);
  retireRecord(
    writer,
    name,
    requireLiveRecord(writer, name, 'key'),
    'MERGED',
    requireLiveRecord(writer, moved, 'into').id,
  );
}

/** The record with every reference to the one turned to the other; what then stands twice stands once. */
function redirectReferences(document: RecordJson, { noun, key, into }: Redirect): RecordJson {
  const names = (referent: ReferenceTarget): boolean =>
    referent === noun || (referent === 'party' && isPartyNoun(noun));
  const turn = (schema: FieldSchema, value: unknown): unknown => {
    const turned = mapReferences(schema, value, (one, referent) => (one === key && names(referent) ? into : one));
    return Array.isArray(turned) && !isSameValue(turned, value) ? deduplicate(turned) : turned;
  };
  const { shape } = recordSchemas[recordNouns.find((one) => one === document.noun) ?? noun] as {
    shape: Record<string, FieldSchema>;
  };
  const fields = Object.entries(document).map(([field, value]) => {
    const schema = shape[field];
    if (!schema || field === 'key') return [field, value];
    const turned = turn(schema, value);
    if (turned === into && value === key && document.noun === noun && document.key === into)
      throw badInput(`"${into}" would refer to itself as its ${field}. Correct its ${field} first.`, 'into');
    return [
      field,
      field === 'citations' ? (turned as CitationJson[]).map((one) => redirectClaimValue(one, shape, turn)) : turned,
    ];
  });
  return Object.fromEntries(fields);
}

function redirectClaimValue(
  citation: CitationJson,
  shape: Record<string, FieldSchema>,
  turn: (schema: FieldSchema, value: unknown) => unknown,
): CitationJson {
  const schema = citation.field === undefined ? undefined : shape[citation.field];
  return schema && citation.value !== undefined ? { ...citation, value: turn(schema, citation.value) } : citation;
}

/** Every item of a list once, where it first stands; a person travels once, and a country succeeds once, with all that is said of it. */
function deduplicate(items: readonly unknown[]): unknown[] {
  const kept = new Map<string, unknown>();
  for (const item of items) {
    const identity = JSON.stringify(
      isObject(item) ? (item.person ?? (item.source === undefined ? item : (item.country ?? item))) : item,
    );
    const earlier = kept.get(identity);
    kept.set(identity, isObject(earlier) && isObject(item) ? { ...item, ...earlier } : item);
  }
  return [...kept.values()];
}

/** The survivor with the evidence of the other: what supported another value there is a claim here. */
function mergeEvidence(noun: RecordNoun, kept: RecordJson, gone: RecordJson): RecordJson {
  const moved = getCitations(gone).flatMap((one): CitationJson[] => {
    const { field, value: _value, rank: _rank, reason: _reason, ...rest } = one;
    if (field === undefined) return [one];
    const [served, stated] = [serializeClaimValue(kept[field]), serializeClaimValue(one.value ?? gone[field])];
    // What the survivor has is not deprecated by what the other had in its place.
    if (stated === served) return one.rank === undefined || one.rank === 'DEPRECATED' ? [{ ...rest, field }] : [one];
    return stated === null ? [] : [{ ...one, value: one.value ?? gone[field], rank: one.rank ?? 'NORMAL' }];
  });
  const citations = deduplicate([...getCitations(kept), ...moved]);
  const names = isPartyNoun(noun)
    ? deduplicate([...getList(kept, 'names'), ...mergedNameAlias(kept, gone), ...getList(gone, 'names')])
    : [];
  return { ...kept, ...(names.length > 0 && { names }), ...(citations.length > 0 && { citations }) };
}

const mergedNameAlias = (kept: RecordJson, gone: RecordJson): unknown[] =>
  gone.name === kept.name ? [] : [{ text: gone.name, language: 'en', kind: 'ALIAS' }];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const getList = (document: RecordJson, field: string): unknown[] =>
  Array.isArray(document[field]) ? (document[field] as unknown[]) : [];
const getCitations = (document: RecordJson): CitationJson[] => getList(document, 'citations') as CitationJson[];
