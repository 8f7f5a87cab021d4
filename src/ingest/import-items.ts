import type { ImportItem, InputLocation, RecordInput } from '../model/records/index.ts';

export type RejectedItem = Extract<ImportItem, { rejected: string }>;
export type RecordItem = Exclude<ImportItem, RejectedItem>;

/** Returns a record as readers yield it. An empty note counts as none. */
export const toRecordItem = (place: InputLocation, record: RecordInput, note?: string): RecordItem => ({
  place,
  ...('key' in record && { key: record.key }),
  record,
  ...(note && { note }),
});
