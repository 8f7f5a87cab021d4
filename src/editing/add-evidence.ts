import type { ProposedRecord } from '../model/proposal.ts';
import { isSameValue, type RecordJson } from '../model/record-diff.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { toValidationErrors } from '../model/validation-messages.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import { mergeThreeWay } from '../store/three-way-merge.ts';
import { type RecordWriteResult, writeRecord, writeRecordRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { readCitations } from './citations.ts';
import { invalidFieldsError, type PathMapper, parseEditRecord, withWriteErrors } from './edit-error.ts';

/** The stages of a visit. An older source that states an earlier one does not disagree. */
const visitStages: readonly unknown[] = ['ANNOUNCED', 'UNDER_WAY', 'COMPLETED'];

/**
 * Adds a proposed record to the record `key` as a further source: its evidence supports the fields on which both agree,
 * and its other values become claims. Fields of the proposal without evidence, such as its summary, are left out.
 */
export function addAsSource(
  writer: Writer,
  key: string,
  proposal: ProposedRecord,
  toEditPath: PathMapper,
): RecordWriteResult & { claimedFields: string[] } {
  const { noun } = proposal;
  const ours = readCurrent(writer, noun, key);
  const raw = { ...proposal, key };
  const record = parseEditRecord(raw, toEditPath);
  const theirs = withWriteErrors(
    () =>
      writer.runAndRollBack(() => {
        writeRecordRows(writer, record);
        return readCurrent(writer, noun, key);
      }),
    raw,
    toEditPath,
  );
  const { document, claimedFields } = mergeThreeWay({}, ours, reconcile(ours, theirs));
  return { ...writeMerged(writer, document, toEditPath), claimedFields };
}

/** Adds a proposed statement to the statement `key` as another version of its words. */
export function addAsRendering(
  writer: Writer,
  key: string,
  proposal: ProposedRecord,
  toEditPath: PathMapper,
): RecordWriteResult {
  const ours = readCurrent(writer, 'statement', key);
  const renderings = Array.isArray(ours.renderings) ? ours.renderings : [];
  const words = readCitations(proposal, 'citations').filter(({ field }) => field === 'text' || field === 'mode');
  const citations = words.map((citation) => ({ ...citation, field: 'text' }));
  const rendering = { text: proposal.text, language: proposal.language, method: 'UNKNOWN', citations };
  return writeMerged(writer, { ...ours, renderings: [...renderings, rendering] }, toEditPath);
}

function readCurrent(writer: Writer, noun: ProposedRecord['noun'], key: string): RecordJson {
  const record = readRecord(writer, noun, key);
  if (!record) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  return record;
}

/** Returns the proposal without the values that do not disagree with the record, or that nothing supports. */
function reconcile(ours: RecordJson, theirs: RecordJson): RecordJson {
  const citations = readCitations(theirs, 'citations');
  const cited = new Set(citations.map(({ field }) => field));
  const isStage = visitStages.includes(ours.status) && visitStages.includes(theirs.status);
  const isOtherStage = isStage && !isSameValue(ours.status, theirs.status);
  const values = Object.entries(theirs).flatMap(([field, value]): [string, unknown][] => {
    if (field === 'noun' || field === 'key' || isSameValue(value, ours[field])) return [[field, value]];
    const isOurs = isPartOf(value, ours[field]) || !cited.has(field) || (field === 'status' && isOtherStage);
    return isOurs ? (ours[field] === undefined ? [] : [[field, ours[field]]]) : [[field, value]];
  });
  return {
    ...Object.fromEntries(values),
    citations: citations.filter(({ field }) => !(field === 'status' && isOtherStage)),
  };
}

/** Whether all items of a list are in another: the source names some of the participants. */
const isPartOf = (value: unknown, list: unknown): boolean =>
  Array.isArray(value) && Array.isArray(list) && value.every((item) => list.some((other) => isSameValue(item, other)));

function writeMerged(writer: Writer, document: RecordJson, toEditPath: PathMapper): RecordWriteResult {
  const parsed = parseStoredRecord(document);
  if ('issues' in parsed)
    throw invalidFieldsError(
      toValidationErrors(parsed.issues, document).map(({ path, message, value }) => ({
        path: toEditPath(path),
        message,
        value: JSON.stringify(value) ?? null,
      })),
    );
  return withWriteErrors(() => writeRecord(writer, parsed.record), document, toEditPath);
}
