import { sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { isObject } from '../model/is-object.ts';
import { isSameValue, type RecordJson } from '../model/record-diff.ts';
import { serializeClaimValue } from '../model/records/claim.ts';
import type { ReferenceTarget } from '../model/records/field-schemas.ts';
import { recordSchemas } from '../model/records/index.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { mapReferences } from '../model/records/map-references.ts';
import { formatFieldError, formatIssues } from '../model/validation-messages.ts';
import { isPartyNoun, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { findReferringRecords, findRowId, type RecordRef } from './find-references.ts';
import { findRecordIdentity } from './history.ts';
import { type CitationJson, getCitations, normalizeClaimRanks } from './normalize-claim-ranks.ts';
import { reassignFlows } from './reassign-flows.ts';
import { readRecord } from './serialize/read-record.ts';
import { requireLiveRecord, retireRecord } from './withdraw-record.ts';
import { deleteIdentifiers } from './write/identifier.ts';
import { writeRecord } from './write-record.ts';
import type { Writer } from './writer.ts';

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
    let lastDocument: RecordJson | undefined;
    withDeferredForeignKeys(writer, () => {
      const duplicate = readExistingRecord(writer, { noun, key });
      for (const name of findReferringRecords(writer, { noun, key }))
        if (name.noun !== noun || name.key !== into) redirectReferrer(writer, name, { noun, key, into });
      lastDocument = readExistingRecord(writer, { noun, key });
      releaseIdentifiers(writer, { noun, key });
      const survivorDocument = redirectReferences(readExistingRecord(writer, { noun, key: into }), { noun, key, into });
      rewriteRecord(
        writer,
        { noun, key: into },
        normalizeClaimRanks(mergeEvidence(noun, survivorDocument, redirectReferences(duplicate, { noun, key, into }))),
      );
      if (noun !== 'coverage')
        reassignFlows(writer, noun, findRowId(writer, { noun, key }), findRowId(writer, { noun, key: into }));
    });
    writer.run(sql`UPDATE ${records} SET survivor_id = ${survivor.id} WHERE ${records.survivorId} = ${identity.id}`);
    return retireRecord(writer, { noun, key }, identity, 'MERGED', survivor.id, lastDocument);
  });
}

/** Deletes the identifiers of a record, so that the survivor can take them over. */
function releaseIdentifiers(writer: Writer, name: RecordRef): void {
  if (isPartyNoun(name.noun)) deleteIdentifiers(writer, 'partyId', findRowId(writer, name));
  if (name.noun === 'office') deleteIdentifiers(writer, 'officeId', findRowId(writer, name));
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
    .map((record) => record.noun);
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
  const createError = (why: string) => badInput(`The ${noun} "${key}" would become invalid: ${why}`, 'into');
  const parsed = parseStoredRecord(document);
  if ('issues' in parsed) throw createError(formatIssues(parsed.issues, document));
  try {
    writeRecord(writer, parsed.record);
  } catch (error) {
    throw error instanceof ChanceryError ? createError(formatFieldError(error)) : error;
  }
  writer.clearCache();
}

/** Rewrites a record so that it refers to the survivor. */
function redirectReferrer(writer: Writer, name: RecordRef, redirect: Redirect): void {
  const document = normalizeClaimRanks(redirectReferences(readExistingRecord(writer, name), redirect));
  if (name.noun !== 'coverage') {
    rewriteRecord(writer, name, document);
    return;
  }
  // A coverage is identified by its source: under the survivor it becomes another record, which may already exist.
  const transferred: RecordRef = { noun: 'coverage', key: `${redirect.into}/${String(document.about)}` };
  if (findRecordIdentity(writer, transferred.noun, transferred.key)?.state !== 'LIVE')
    rewriteRecord(writer, transferred, document);
  retireRecord(
    writer,
    name,
    requireLiveRecord(writer, name, 'key'),
    'MERGED',
    requireLiveRecord(writer, transferred, 'into').id,
  );
}

/** Returns the record with its references redirected; list items that become equal are merged. */
function redirectReferences(document: RecordJson, { noun, key, into }: Redirect): RecordJson {
  const names = (referent: ReferenceTarget): boolean =>
    referent === noun || (referent === 'party' && isPartyNoun(noun));
  const redirect = (schema: FieldSchema, value: unknown): unknown => {
    const redirected = mapReferences(schema, value, (reference, referent) =>
      reference === key && names(referent) ? into : reference,
    );
    return Array.isArray(redirected) && !isSameValue(redirected, value) ? deduplicate(redirected) : redirected;
  };
  const { shape } = recordSchemas[recordNouns.find((candidate) => candidate === document.noun) ?? noun] as {
    shape: Record<string, FieldSchema>;
  };
  const fields = Object.entries(document).map(([field, value]) => {
    const schema = shape[field];
    if (!schema || field === 'key') return [field, value];
    const redirected = redirect(schema, value);
    if (redirected === into && value === key && document.noun === noun && document.key === into)
      throw badInput(`"${into}" would refer to itself as its ${field}. Correct its ${field} first.`, 'into');
    return [
      field,
      field === 'citations'
        ? (redirected as CitationJson[]).map((citation) => redirectClaimValue(citation, shape, redirect))
        : redirected,
    ];
  });
  return Object.fromEntries(fields);
}

function redirectClaimValue(
  citation: CitationJson,
  shape: Record<string, FieldSchema>,
  redirect: (schema: FieldSchema, value: unknown) => unknown,
): CitationJson {
  const schema = citation.field === undefined ? undefined : shape[citation.field];
  return schema && citation.value !== undefined ? { ...citation, value: redirect(schema, citation.value) } : citation;
}

/** Removes duplicates, keeping the first position. Items for the same traveller or successor country are combined. */
function deduplicate(items: readonly unknown[]): unknown[] {
  const unique = new Map<string, unknown>();
  for (const item of items) {
    const identity = JSON.stringify(isObject(item) ? identifyItem(item) : item);
    const earlier = unique.get(identity);
    unique.set(identity, isObject(earlier) && isObject(item) ? { ...item, ...earlier } : item);
  }
  return [...unique.values()];
}

/** Returns what identifies an item of a list: who travels, which country succeeds, otherwise the item as a whole. */
function identifyItem(item: Readonly<Record<string, unknown>>): unknown {
  // The same party can have several affiliations, each with a status.
  if (item.party !== undefined && item.status === undefined) return item.party;
  return item.source === undefined ? item : (item.country ?? item);
}

/** Returns the survivor with the evidence of the merged record. Evidence for a different value becomes a claim. */
function mergeEvidence(noun: RecordNoun, survivor: RecordJson, duplicate: RecordJson): RecordJson {
  const transferred = getCitations(duplicate).flatMap((citation): CitationJson[] => {
    const { field, value: _value, rank: _rank, reason: _reason, ...rest } = citation;
    if (field === undefined) return [citation];
    const [served, stated] = [
      serializeClaimValue(survivor[field]),
      serializeClaimValue(citation.value ?? duplicate[field]),
    ];
    // A deprecation in the merged record does not apply to the value of the survivor.
    if (stated === served)
      return citation.rank === undefined || citation.rank === 'DEPRECATED' ? [{ ...rest, field }] : [citation];
    return stated === null
      ? []
      : [{ ...citation, value: citation.value ?? duplicate[field], rank: citation.rank ?? 'NORMAL' }];
  });
  const citations = deduplicate([...getCitations(survivor), ...transferred]);
  const names = isPartyNoun(noun)
    ? deduplicate([
        ...getList(survivor, 'names'),
        ...mergedNameAlias(survivor, duplicate),
        ...getList(duplicate, 'names'),
      ])
    : [];
  const sameAs = deduplicate([...getList(survivor, 'sameAs'), ...getList(duplicate, 'sameAs')]);
  return {
    ...survivor,
    ...(names.length > 0 && { names }),
    ...(sameAs.length > 0 && { sameAs }),
    ...(citations.length > 0 && { citations }),
  };
}

const mergedNameAlias = (survivor: RecordJson, duplicate: RecordJson): unknown[] =>
  duplicate.name === survivor.name ? [] : [{ text: duplicate.name, language: 'en', kind: 'ALIAS' }];

const getList = (document: RecordJson, field: string): unknown[] =>
  Array.isArray(document[field]) ? (document[field] as unknown[]) : [];
