import { nounStorage } from '../../db/tables/noun-tables.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toNounRow } from './noun-row.ts';
import { writeParty } from './party.ts';

const { organization } = nounStorage;

export const writeOrganization = (writer: Writer, record: RecordOf<'organization'>): WriteResult =>
  writeParty(writer, 'ORGANIZATION', record, (id, created) =>
    writer.save(organization.table, { id, ...toNounRow(writer, organization.declaration, record) }, created),
  );
