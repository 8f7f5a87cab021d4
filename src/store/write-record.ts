import { records } from '../db/tables/index.ts';
import { diffRecords } from '../model/record-diff.ts';
import type { InterchangeRecord } from '../model/records/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { assertStatesExist } from './assert-states-exist.ts';
import { appendFirstRevision } from './first-revisions.ts';
import {
  appendRevision,
  assertKeyAvailable,
  assertLive,
  findIdentities,
  findSourceRecordId,
  type RecordIdentity,
  resolveKnownAt,
} from './history.ts';
import { preserveImportedVersion } from './import-ownership.ts';
import { readRecord } from './serialize/read-record.ts';
import { writeAgreement } from './write/agreement.ts';
import { writeCommodity } from './write/commodity.ts';
import { writeCountry } from './write/country.ts';
import { writeFigure } from './write/figure.ts';
import { writeGroup } from './write/group.ts';
import { writeOffice, writeTerm } from './write/office.ts';
import { writeOrganization } from './write/organization.ts';
import { writePerson } from './write/person.ts';
import { writePosition, writeTopic } from './write/position.ts';
import { writeCoverage, writeSource } from './write/source.ts';
import { writeStatement } from './write/statement.ts';
import { writeTradeLink } from './write/trade-link.ts';
import { writeTrip, writeVisit } from './write/visit.ts';
import type { CreatedRecord } from './write-batch.ts';
import type { WriteResult, Writer } from './writer.ts';

export interface RecordWriteResult extends WriteResult {
  /** The id in the table of all records. */
  recordId: number;
  changed: boolean;
  /** The last revision: new, or the existing one if nothing has changed. */
  revision: number;
}

/** Creates or replaces a record by its key, atomically. A former version may say what turned out to be impossible. */
export function writeRecord(
  writer: Writer,
  record: InterchangeRecord,
  { isFormerVersion = false }: { isFormerVersion?: boolean } = {},
): RecordWriteResult {
  return writer.inSavepoint(() => {
    const identities = findIdentities(writer, getRecordKey(record));
    return writeRecordInSavepoint(writer, record, identities, { isFormerVersion });
  });
}

/** Does the same in a savepoint of the caller, who has read the identities of the key. */
export function writeRecordInSavepoint(
  writer: Writer,
  record: InterchangeRecord,
  identities: ReadonlyMap<RecordNoun, RecordIdentity>,
  { isFormerVersion = false }: { isFormerVersion?: boolean } = {},
): RecordWriteResult {
  const { noun } = record;
  const key = getRecordKey(record);
  const identity = identities.get(noun);
  if (identity) assertLive(writer, identity, noun, key);
  else assertKeyAvailable(writer, noun, key, identities);
  // A record that predates the history has no revision yet.
  const before = identity?.revision == null ? undefined : readRecord(writer, noun, key);
  const { id, created } = writeRecordRows(writer, record);
  const changes = diffRecords(before, readRecord(writer, noun, key));
  if (identity?.revision != null && Object.keys(changes).length === 0)
    return { id, recordId: identity.id, created, changed: false, revision: identity.revision };
  if (!isFormerVersion) assertStatesExist(writer, record, changes);
  const recordId =
    identity?.id ?? writer.insert(records, { noun, key, state: 'LIVE', revision: null, survivorId: null });
  if (before) preserveImportedVersion(writer, recordId, before);
  const knownAt = resolveKnownAt(writer, 'citations' in record ? record.citations : []);
  const revision = appendRevision(writer, recordId, before ? 'CORRECTED' : 'RECORDED', changes, { knownAt });
  return { id, recordId, created, changed: true, revision };
}

/** What an importer saves of a record that it writes. */
type Import = Pick<CreatedRecord, 'importer' | 'file' | 'digest'>;

/** Creates a record for an importer, in a savepoint of the caller. Its revision follows with those of the batch. */
export function createRecord(
  writer: Writer,
  record: InterchangeRecord,
  identities: ReadonlyMap<RecordNoun, RecordIdentity>,
  importedAs: Import,
): void {
  const { noun } = record;
  const key = getRecordKey(record);
  assertKeyAvailable(writer, noun, key, identities);
  writeRecordRows(writer, record);
  assertStatesExist(writer, record, record);
  const recordId = writer.insert(records, { noun, key, state: 'LIVE', revision: null, survivorId: null });
  const knownAt = resolveKnownAt(writer, 'citations' in record ? record.citations : []);
  const { by, reason = null } = writer.attribution;
  const sourceRecordId = findSourceRecordId(writer);
  appendFirstRevision(writer, { recordId, noun, key, knownAt, by, reason, sourceRecordId, ...importedAs });
}

/** Writes the rows of a record, without a revision. */
export function writeRecordRows(writer: Writer, record: InterchangeRecord): WriteResult {
  const written = writeRowsOfNoun(writer, record);
  if (!written.created) writer.clearCache();
  return written;
}

function writeRowsOfNoun(writer: Writer, record: InterchangeRecord): WriteResult {
  switch (record.noun) {
    case 'source':
      return writeSource(writer, record);
    case 'country':
      return writeCountry(writer, record);
    case 'group':
      return writeGroup(writer, record);
    case 'person':
      return writePerson(writer, record);
    case 'organization':
      return writeOrganization(writer, record);
    case 'office':
      return writeOffice(writer, record);
    case 'term':
      return writeTerm(writer, record);
    case 'commodity':
      return writeCommodity(writer, record);
    case 'topic':
      return writeTopic(writer, record);
    case 'trip':
      return writeTrip(writer, record);
    case 'visit':
      return writeVisit(writer, record);
    case 'statement':
      return writeStatement(writer, record);
    case 'agreement':
      return writeAgreement(writer, record);
    case 'trade-link':
      return writeTradeLink(writer, record);
    case 'position':
      return writePosition(writer, record);
    case 'figure':
      return writeFigure(writer, record);
    case 'coverage':
      return writeCoverage(writer, record);
  }
}

/** Returns the key of a record. A coverage is identified by its source and subject. */
export const getRecordKey = (record: InterchangeRecord): string =>
  record.noun === 'coverage' ? `${record.source}/${record.about}` : record.key;
