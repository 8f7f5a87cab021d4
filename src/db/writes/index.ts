import type { InterchangeRecord } from '../../ingest/records/index.ts';
import { records } from '../tables/index.ts';
import { writeAgreement } from './agreement.ts';
import { writeCommodity } from './commodity.ts';
import { writeCountry } from './country.ts';
import { writeFigure } from './figure.ts';
import { writeGroup } from './group.ts';
import { appendRevision, identityOf } from './history.ts';
import { writeOffice, writeTerm } from './office.ts';
import { writeOrganization } from './organization.ts';
import { writePerson } from './person.ts';
import { writePosition, writeTopic } from './position.ts';
import { writeCoverage, writeSource } from './source.ts';
import { writeStatement } from './statement.ts';
import { writeTradeLink } from './trade-link.ts';
import { writeTrip, writeVisit } from './visit.ts';
import type { Writer, Written } from './writer.ts';

/** Writes one record, whole or not at all: by its key it is made, or takes the place of what was there. */
export function writeRecord(writer: Writer, record: InterchangeRecord): Written {
  return writer.whole(() => {
    const { noun } = record;
    const key = keyOfRecord(record);
    const identity = identityOf(writer, noun, key);
    const recordId = identity?.id ?? writer.insert(records, { noun, key, state: 'LIVE' });
    const written = dispatch(writer, record);
    appendRevision(writer, recordId, identity ? 'CORRECTED' : 'RECORDED', {}, { knownAt: writer.now });
    return written;
  });
}

function dispatch(writer: Writer, record: InterchangeRecord): Written {
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
