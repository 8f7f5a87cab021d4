import { organizations } from '../../db/tables/index.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeParty } from './party.ts';

export const writeOrganization = (writer: Writer, record: RecordOf<'organization'>): WriteResult =>
  writeParty(writer, 'ORGANIZATION', record, (id, created) =>
    writer.save(
      organizations,
      {
        id,
        countryId: writer.references.resolveOptionalId('country', record.country, 'country'),
        stateOwned: record.stateOwned ?? null,
      },
      created,
    ),
  );
