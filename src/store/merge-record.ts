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
/** Redirects references from `key` to `into`. */
interface Redirect extends RecordRef {
  into: string;
}

/**
 * Merges a duplicate record into the survivor, which takes over its evidence, its references and,
 * for a party, its names. The old key redirects to the survivor. Returns the revision of the merged
 * record.
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

/** Defers foreign key checks: terms are reassigned before the visits that refer to them. */
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

/** Rewrites a record so that it refers to the survivor. */
function redirectReferrer(writer: Writer, name: RecordRef, turn: Redirect): void {
  const document = normalizeClaimRanks(redirectReferences(readExistingRecord(writer, name), turn));
  if (name.noun !== 'coverage') {
    rewriteRecord(writer, name, document);
    return;
  }
  // A coverage is identified by its source: under the survivor it becomes another record, which may already exist.
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

/** Returns the record with its references redirected; list items that become equal are merged. */
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

/** Removes duplicates, keeping the first position. Items for the same traveller or successor country are combined. */
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

/** Returns the survivor with the evidence of the merged record. Evidence for a different value becomes a claim. */
function mergeEvidence(noun: RecordNoun, kept: RecordJson, gone: RecordJson): RecordJson {
  const moved = getCitations(gone).flatMap((one): CitationJson[] => {
    const { field, value: _value, rank: _rank, reason: _reason, ...rest } = one;
    if (field === undefined) return [one];
    const [served, stated] = [serializeClaimValue(kept[field]), serializeClaimValue(one.value ?? gone[field])];
    // A deprecation in the merged record does not apply to the value of the survivor.
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
