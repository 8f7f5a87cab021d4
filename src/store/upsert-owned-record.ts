import { badInput } from '../model/errors.ts';
import type { EarlierVersion, InterchangeRecord } from '../model/records/index.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { formatIssues } from '../model/validation-messages.ts';
import { assertLive, findIdentities } from './history.ts';
import { findImportedVersion, saveImportedVersion } from './import-ownership.ts';
import { readRecord } from './serialize/read-record.ts';
import { mergeThreeWay } from './three-way-merge.ts';
import { createRecord, getRecordKey, writeRecord, writeRecordInSavepoint, writeRecordRows } from './write-record.ts';
import type { Writer } from './writer.ts';

export interface UpsertResult {
  outcome: 'created' | 'updated' | 'unchanged';
  /** The fields whose correction is retained; the imported value becomes a claim. */
  claimedFields?: string[];
  /** Of those, the fields without a citation in the input: their value is not imported. */
  uncitedFields?: string[];
}

interface OwnedRecordInput {
  record: InterchangeRecord;
  earlierVersions: readonly EarlierVersion[];
  digest: string;
  file: string;
  /** Leaves a record unchanged that this importer wrote before. */
  skipsImported?: boolean;
}

/**
 * Writes a record for an importer that owns the version it last wrote. Unchanged input preserves
 * corrections by others; changed input for a corrected field becomes a claim.
 */
export function upsertOwnedRecord(
  writer: Writer,
  importer: string,
  { record, earlierVersions: former, digest, file, skipsImported = false }: OwnedRecordInput,
): UpsertResult {
  const { noun } = record;
  const key = getRecordKey(record);
  // Spans that follow are compared with it, even if the source itself is unchanged.
  if (record.noun === 'source' && record.text !== undefined) writer.verifier.addText(record.text);
  const identities = findIdentities(writer, key);
  const identity = identities.get(noun);
  const lastImport = identity && findImportedVersion(writer, importer, identity.id);
  if (identity && lastImport?.digest === digest) {
    // The record may have moved to another file; missing records are determined per file.
    if (lastImport.file !== file) saveImportedVersion(writer, importer, identity.id, { ...lastImport, file });
    return { outcome: 'unchanged' };
  }
  if (lastImport && skipsImported) return { outcome: 'unchanged' };
  return writer.inSavepoint(() => {
    const saveImport = (recordId: number, document: Readonly<Record<string, unknown>> | null): void =>
      saveImportedVersion(writer, importer, recordId, { file, digest, document });
    if (!identity) {
      if (former.length === 0) createRecord(writer, record, identities, { importer, file, digest });
      else {
        writeEarlierVersions(writer, former);
        saveImport(writeRecordInSavepoint(writer, record, findIdentities(writer, key)).recordId, null);
      }
      return { outcome: 'created' };
    }
    assertLive(writer, identity, noun, key);
    if (lastImport?.document === null) {
      const { changed } = writeRecordInSavepoint(writer, record, identities);
      saveImport(identity.id, null);
      return { outcome: changed ? 'updated' : 'unchanged' };
    }
    const ours = readRecord(writer, noun, key);
    const theirs = writer.runAndRollBack(() => {
      writeRecordRows(writer, record);
      return readRecord(writer, noun, key);
    });
    if (!ours || !theirs) throw new Error(`The ${noun} "${key}" is not in its tables.`);
    const { document, claimedFields, uncitedFields } = mergeThreeWay(lastImport?.document ?? {}, ours, theirs);
    const { changed } = writeRecordInSavepoint(writer, parseMergedDocument(document), identities);
    saveImport(identity.id, JSON.stringify(document) === JSON.stringify(theirs) ? null : theirs);
    return { outcome: changed ? 'updated' : 'unchanged', claimedFields, uncitedFields };
  });
}

/** Writes the earlier versions, one revision each, when the record is first imported. */
function writeEarlierVersions(writer: Writer, former: readonly EarlierVersion[]): void {
  const { unverifiedCount } = writer.verifier;
  for (const { knownAt, reason, record } of former)
    writer.withAttribution(
      {
        ...writer.attribution,
        knownAt: knownAt ?? writer.attribution.knownAt,
        reason: reason ?? writer.attribution.reason,
      },
      () => writeRecord(writer, record, { isFormerVersion: true }),
    );
  // Only the spans of the present version are counted.
  writer.verifier.unverifiedCount = unverifiedCount;
}

function parseMergedDocument(document: Readonly<Record<string, unknown>>): InterchangeRecord {
  const parsed = parseStoredRecord(document);
  if ('issues' in parsed) throw badInput(formatIssues(parsed.issues, document));
  return parsed.record;
}
