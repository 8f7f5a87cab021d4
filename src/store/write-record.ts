import { records } from '../db/tables/index.ts';
import { changesBetween } from '../model/record-diff.ts';
import type { InterchangeRecord } from '../model/records/index.ts';
import { appendRevision, assertKeyFree, assertLive, identityOf, knownAtOf } from './history.ts';
import { keepImported } from './import-ownership.ts';
import { readRecorded } from './serialize/read-record.ts';
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
import type { Writer, Written } from './writer.ts';

export interface WrittenRecord extends Written {
  changed: boolean;
  /** The last revision: a new one, or the one that stood, where nothing has changed. */
  revision: number;
}

/** Writes one record, whole or not at all: by its key it is made, or takes the place of what was there. */
export function writeRecord(writer: Writer, record: InterchangeRecord): WrittenRecord {
  return writer.whole(() => {
    const { noun } = record;
    const key = keyOfRecord(record);
    const identity = identityOf(writer, noun, key);
    if (identity) assertLive(writer, identity, noun, key);
    else assertKeyFree(writer, noun, key);
    // Of one that was recorded before history was kept, nothing has been told yet.
    const before = identity?.revision == null ? undefined : readRecorded(writer, noun, key);
    const { id, created } = writeRows(writer, record);
    const changes = changesBetween(before, readRecorded(writer, noun, key));
    if (identity?.revision != null && Object.keys(changes).length === 0)
      return { id, created, changed: false, revision: identity.revision };
    if (identity) writer.keys.forget();
    const recordId = identity?.id ?? writer.insert(records, { noun, key, state: 'LIVE' });
    if (before) keepImported(writer, recordId, before);
    const knownAt = knownAtOf(writer, 'citations' in record ? record.citations : []);
    const revision = appendRevision(writer, recordId, before ? 'CORRECTED' : 'RECORDED', changes, { knownAt });
    return { id, created, changed: true, revision };
  });
}

/** Writes the rows of a record, without a word of it in the history. */
export function writeRows(writer: Writer, record: InterchangeRecord): Written {
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

/** What a record is named by: its key. A coverage has none: it is its source and what it is about. */
export const keyOfRecord = (record: InterchangeRecord): string =>
  record.noun === 'coverage' ? `${record.source}/${record.about}` : record.key;
