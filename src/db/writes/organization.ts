import type { RecordOf } from '../../ingest/records/index.ts';
import { organizations } from '../tables/index.ts';
import { writeParty } from './party.ts';
import type { Writer, Written } from './writer.ts';

export const writeOrganization = (writer: Writer, record: RecordOf<'organization'>): Written =>
  writeParty(writer, 'ORGANIZATION', record, (id, created) =>
    writer.put(
      organizations,
      { id, countryId: writer.keys.idIf('country', record.country, 'country'), stateOwned: record.stateOwned ?? null },
      created,
    ),
  );
