import { badInput } from '../model/errors.ts';
import { type EarlierVersion, type InterchangeRecord, parseRecord } from '../model/records/index.ts';
import { formatIssues } from '../model/validation-messages.ts';
import { assertLive, findRecordIdentity } from './history.ts';
import { findImportedVersion, saveImportedVersion } from './import-ownership.ts';
import { readRecord } from './serialize/read-record.ts';
import { mergeThreeWay } from './three-way.ts';
import { getRecordKey, writeRecord, writeRecordRows } from './write-record.ts';
import type { Writer } from './writer.ts';

export interface UpsertResult {
  outcome: 'created' | 'updated' | 'unchanged';
  /** The fields where an editor's correction stays, and the input's value stands beside it. */
  claimedFields?: string[];
  /** Those of them for whose value the input cites nothing, so that it is not taken. */
  uncitedFields?: string[];
}

interface OwnedRecordInput {
  record: InterchangeRecord;
  earlierVersions: readonly EarlierVersion[];
  digest: string;
  file: string;
}

/**
 * Brings one record in as an importer that owns the last version that it wrote: unchanged input leaves others' corrections alone, changed
 * input on a corrected field becomes a claim.
 */
export function upsertOwnedRecord(
  writer: Writer,
  importer: string,
  { record, earlierVersions: former, digest, file }: OwnedRecordInput,
): UpsertResult {
  const { noun } = record;
  const key = getRecordKey(record);
  const identity = findRecordIdentity(writer, noun, key);
  const own = identity && findImportedVersion(writer, importer, identity.id);
  if (identity && own?.digest === digest) {
    // It may have moved: what is missed from a file is what stood in it last.
    if (own.file !== file) saveImportedVersion(writer, importer, identity.id, { ...own, file });
    return { outcome: 'unchanged' };
  }
  return writer.inSavepoint(() => {
    const note = (document: Readonly<Record<string, unknown>> | null): void => {
      const recordId = findRecordIdentity(writer, noun, key)?.id;
      if (recordId !== undefined) saveImportedVersion(writer, importer, recordId, { file, digest, document });
    };
    if (!identity) {
      writeEarlierVersions(writer, former);
      writeRecord(writer, record);
      note(null);
      return { outcome: 'created' };
    }
    assertLive(writer, identity, noun, key);
    if (own?.document === null) {
      const { changed } = writeRecord(writer, record);
      note(null);
      return { outcome: changed ? 'updated' : 'unchanged' };
    }
    const ours = readRecord(writer, noun, key);
    const theirs = writer.runAndRollBack(() => {
      writeRecordRows(writer, record);
      return readRecord(writer, noun, key);
    });
    if (!ours || !theirs) throw new Error(`The ${noun} "${key}" is not in its tables.`);
    const { document, claimedFields, uncitedFields } = mergeThreeWay(own?.document ?? {}, ours, theirs);
    const { changed } = writeRecord(writer, parseMergedDocument(document));
    note(JSON.stringify(document) === JSON.stringify(theirs) ? null : theirs);
    return { outcome: changed ? 'updated' : 'unchanged', claimedFields, uncitedFields };
  });
}

/** What was known of it before, one revision each: told when the record is first brought in. */
function writeEarlierVersions(writer: Writer, former: readonly EarlierVersion[]): void {
  for (const { knownAt, reason, record } of former)
    writer.withAttribution(
      {
        ...writer.attribution,
        knownAt: knownAt ?? writer.attribution.knownAt,
        reason: reason ?? writer.attribution.reason,
      },
      () => writeRecord(writer, record),
    );
}

function parseMergedDocument(document: Readonly<Record<string, unknown>>): InterchangeRecord {
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw badInput(formatIssues(parsed.issues, document));
  return parsed.record;
}
