import { isSameValue } from '../model/record-diff.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import { writeRecord, writeRecordRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { correctCitations, hasCitations, readCitations } from './citations.ts';
import { type PathMapper, parseEditRecord, prefixPath, withWriteErrors } from './edit-error.ts';
import { type Edit, type EditOptions, type EditOutcome, nounToArgumentName, type RecordFields } from './edit-types.ts';
import { requireLiveRevision } from './find-record.ts';
import { assertIdentityUnchanged } from './validate-edit.ts';

const citationFields: ReadonlySet<string> = new Set(['citations', 'addCitations']);

/** Applies a patch to a record. Absent fields stay unchanged; lists are replaced as a whole. */
export function correctRecord(
  writer: Writer,
  { noun, key, patch }: Edit & { verb: 'correct' },
  options: EditOptions,
): EditOutcome {
  const argument = nounToArgumentName(noun);
  assertIdentityUnchanged(noun, patch, argument);
  const revision = requireLiveRevision(writer, { noun, key }, options);
  const current = readRecord(writer, noun, key);
  if (!current) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  const unchanged: EditOutcome = { result: 'written', noun, key, revision, changed: false };

  const after = previewPatch(writer, { noun, key, current, patch, source: options.source });
  const changed = Object.keys(patch).filter(
    (field) => !citationFields.has(field) && !isSameValue(current[field], after[field]),
  );
  const patchCitations = patch.citations === undefined ? undefined : readCitations(patch, 'citations');
  const addedCitations = readCitations(patch, 'addCitations');
  // Not read back, but compared with the quotations that are on record.
  const suppliesText = noun === 'source' && patch.text != null;
  if (!suppliesText && changed.length === 0 && patchCitations === undefined && addedCitations.length === 0)
    return unchanged;

  const citations =
    patchCitations ??
    correctCitations(readCitations(current, 'citations'), {
      changedFields: changed,
      corrected: after,
      source: options.source,
      reason: options.reason,
      addedCitations,
    });
  const raw = {
    ...after,
    ...(hasCitations(noun) && { citations: [...citations, ...addedCitations] }),
    ...(suppliesText && { text: patch.text }),
  };
  const toEditPath: PathMapper = ([field, index, ...steps]) =>
    field === 'citations' && Number(index) >= citations.length
      ? [argument, 'addCitations', String(Number(index) - citations.length), ...steps]
      : [argument, ...[field, index].filter((step) => step !== undefined), ...steps];
  const record = parseEditRecord(raw, toEditPath);
  const result = withWriteErrors(() => writeRecord(writer, record), raw, toEditPath);
  return { ...unchanged, revision: result.revision, changed: result.changed };
}

interface PendingPatch {
  noun: RecordNoun;
  key: string;
  current: RecordFields;
  patch: RecordFields;
  source: string | undefined;
}

/** Returns the patched record as the database would return it. Uses placeholder citations: the real ones depend on what changes. */
function previewPatch(writer: Writer, { noun, key, current, patch, source }: PendingPatch): RecordFields {
  const { sha256: _sha256, length: _length, ...withoutComputed } = current;
  const base = noun === 'source' && patch.text != null ? withoutComputed : current;
  const fields = Object.entries({ ...base, ...patch }).filter(
    ([field, value]) => value !== null && !citationFields.has(field),
  );
  const citedSources = [...readCitations(current, 'citations').map((citation) => citation.source), source];
  const raw = {
    ...Object.fromEntries(fields),
    ...(hasCitations(noun) && { citations: citedSources.map((sourceKey) => ({ source: sourceKey, basis: 'STATED' })) }),
  };
  const toEditPath = prefixPath(nounToArgumentName(noun));
  const record = parseEditRecord(raw, toEditPath);
  return withWriteErrors(
    () =>
      writer.runAndRollBack(() => {
        writeRecordRows(writer, record);
        return readRecord(writer, noun, key) ?? {};
      }),
    raw,
    toEditPath,
  );
}
