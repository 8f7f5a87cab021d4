import { nounStorage } from '../../db/tables/noun-tables.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeParty } from './party.ts';

export const writeOrganization = (writer: Writer, record: RecordOf<'organization'>): WriteResult =>
  writeParty(writer, 'ORGANIZATION', nounStorage.organization, record, (row) => row);
