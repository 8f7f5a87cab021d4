import type { ProposedRecord } from '../model/proposal.ts';
import { recordSchemas } from '../model/records/index.ts';
import { mapReferences } from '../model/records/map-references.ts';
import { partyNouns } from '../model/vocabulary.ts';

/** Calls `visit` with the nouns and the key of every reference of a record, and returns the record with the results. */
export const mapRecordReferences = (
  record: ProposedRecord,
  visit: (nouns: readonly string[], key: string) => string,
): ProposedRecord =>
  mapReferences(recordSchemas[record.noun], record, (key, target) =>
    visit(target === 'party' ? partyNouns : [target], key),
  ) as ProposedRecord;

/** Returns the records that a record may refer to, as noun and key. A reference to a party lists each kind of party. */
export function listReferences(record: ProposedRecord): string[] {
  const found: string[] = [];
  mapRecordReferences(record, (nouns, key) => {
    found.push(...nouns.map((noun) => `${noun} ${key}`));
    return key;
  });
  return found;
}
