import { hashContent } from '../model/content-hash.ts';
import type { InterchangeRecord } from '../model/records/index.ts';
import { MissingReferenceError } from '../store/reference-resolver.ts';
import { upsertOwnedRecord } from '../store/upsert-owned-record.ts';
import { getRecordKey } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { withDefaultCitation } from './citations.ts';
import {
  EditError,
  invalidFieldError,
  invalidFieldsError,
  type PathMapper,
  parseEditRecord,
  prefixPath,
  withWriteErrors,
} from './edit-error.ts';
import {
  type ClaimedFields,
  type Edit,
  type EditOptions,
  type EditOutcome,
  type InvalidField,
  nounToFieldName,
  type RecordFields,
} from './edit-types.ts';

interface BatchItem {
  raw: RecordFields;
  record: InterchangeRecord;
  toEditPath: PathMapper;
}

/** Imports a batch completely or not at all. Records may refer to each other in any order. */
export function importBatch(
  writer: Writer,
  importer: string,
  { records }: Edit & { verb: 'import' },
  { source }: EditOptions,
): EditOutcome {
  const items = mapCollectingErrors(records, (fields, index): BatchItem => {
    const raw = withDefaultCitation(fields, source);
    const toEditPath = prefixPath('entries', String(index), nounToFieldName(fields.noun));
    return { raw, record: parseEditRecord(raw, toEditPath), toEditPath };
  });
  rejectDuplicates(items);
  const tally = { created: 0, updated: 0, unchanged: 0 };
  const claimed: ClaimedFields[] = [];
  const upsert = ({ record }: BatchItem): void => {
    const digest = hashContent(record);
    const { outcome, claimedFields: fields = [] } = upsertOwnedRecord(writer, importer, {
      record,
      earlierVersions: [],
      digest,
      file: importer,
    });
    tally[outcome] += 1;
    if (fields.length > 0) claimed.push({ noun: record.noun, key: getRecordKey(record), fields });
  };
  const tryUpsert = (item: BatchItem): BatchItem[] => {
    try {
      upsert(item);
      return [];
    } catch (error) {
      if (!(error instanceof MissingReferenceError)) throw error;
      return [item];
    }
  };
  let pending = items;
  let previousCount: number;
  do {
    previousCount = pending.length;
    pending = mapCollectingErrors(pending, (item) =>
      withWriteErrors(() => tryUpsert(item), item.raw, item.toEditPath),
    ).flat();
  } while (pending.length > 0 && pending.length < previousCount);
  mapCollectingErrors(pending, (item) => withWriteErrors(() => upsert(item), item.raw, item.toEditPath));
  return { result: 'imported', ...tally, claimed };
}

function rejectDuplicates(items: readonly BatchItem[]): void {
  const first = new Map<string, number>();
  mapCollectingErrors(items, ({ raw, record, toEditPath }, index) => {
    const name = `${record.noun} ${getRecordKey(record)}`;
    const earlier = first.get(name);
    first.set(name, earlier ?? index);
    if (earlier !== undefined)
      throw invalidFieldError(
        toEditPath(['key']),
        `entries.${earlier} has the same key. A batch can contain each record only once.`,
        raw.key,
      );
  });
}

/** Maps all items and throws their errors together. */
function mapCollectingErrors<T, R>(items: readonly T[], work: (item: T, index: number) => R): R[] {
  const errors: InvalidField[] = [];
  const results = items.flatMap((item, index) => {
    try {
      return [work(item, index)];
    } catch (error) {
      if (!(error instanceof EditError) || error.outcome.result !== 'invalid') throw error;
      errors.push(...error.outcome.fields);
      return [];
    }
  });
  if (errors.length > 0) throw invalidFieldsError(errors);
  return results;
}
