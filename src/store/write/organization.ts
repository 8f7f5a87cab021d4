import { organizations } from '../../db/tables/index.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { Writer, Written } from '../writer.ts';
import { writeParty } from './party.ts';

export const writeOrganization = (writer: Writer, record: RecordOf<'organization'>): Written =>
  writeParty(writer, 'ORGANIZATION', record, (id, created) =>
    writer.put(
      organizations,
      { id, countryId: writer.keys.idIf('country', record.country, 'country'), stateOwned: record.stateOwned ?? null },
      created,
    ),
  );
