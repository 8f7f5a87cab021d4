import type { ImportItem, InputLocation, RecordInput } from '../model/records/index.ts';

export type RejectedItem = Extract<ImportItem, { rejected: string }>;

/** Returns a record as readers yield it. An empty note counts as none. */
export const toRecordItem = (place: InputLocation, record: RecordInput, note?: string): ImportItem => ({
  place,
  ...('key' in record && { key: record.key }),
  record,
  ...(note && { note }),
});
