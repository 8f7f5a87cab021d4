import { sql } from 'drizzle-orm';
import type { InterchangeRecord } from '../../ingest/records/index.ts';
import { dataset } from '../tables/index.ts';
import { writeAgreement } from './agreement.ts';
import { writeCommodity } from './commodity.ts';
import { writeCountry } from './country.ts';
import { writeFigure } from './figure.ts';
import { writeGroup } from './group.ts';
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
    const written = dispatch(writer, record);
    writer
      .once('next sequence', (tx) =>
        tx
          .update(dataset)
          .set({ sequence: sql`${dataset.sequence} + 1` })
          .prepare(),
      )
      .run();
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
