import { isSameValue } from '../model/record-diff.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import { writeRecord, writeRecordRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { type Citation, correctCitations, hasCitations, readCitations } from './citations.ts';
import { invalidFieldsError, parseEditRecord, prefixPath, withWriteErrors } from './edit-error.ts';
import { type Edit, type EditOptions, type EditOutcome, nounToArgumentName, type RecordFields } from './edit-types.ts';
import { requireLiveRevision } from './find-record.ts';
import { findPresentItems, splitListChanges, withItemPaths } from './list-changes.ts';
import { assertIdentityUnchanged } from './validate-edit.ts';

/** Applies a patch to a record. Absent fields stay unchanged; lists are replaced as a whole, or items added and removed. */
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

  const { plainPatch, changes } = splitListChanges({ noun, argument, current, patch });
  const after = withItemPaths(argument, changes, () =>
    previewPatch(writer, { noun, key, current, patch: plainPatch, source: options.source }),
  );
  const changed = Object.keys(plainPatch).filter(
    (field) => field !== 'citations' && !isSameValue(current[field], after[field]),
  );
  const patchCitations = patch.citations === undefined ? undefined : readCitations(patch, 'citations');
  const citationChange = changes.find(({ list }) => list.field === 'citations');
  const addedCitations = (citationChange?.added ?? []) as readonly Citation[];
  // Not read back, but compared with the quotations that are on record.
  const suppliesText = noun === 'source' && patch.text != null;
  if (!suppliesText && changed.length === 0 && patchCitations === undefined && !citationChange) return unchanged;

  const citations =
    patchCitations ??
    correctCitations(
      (citationChange?.remaining as readonly Citation[] | undefined) ?? readCitations(current, 'citations'),
      {
        changedFields: changed,
        corrected: after,
        source: options.source,
        reason: options.reason,
        addedCitations,
      },
    );
  const changesWithCitations = changes.map((change) =>
    change === citationChange ? { ...change, remaining: citations } : change,
  );
  const present = changesWithCitations.flatMap((change) =>
    change.list.field === 'citations' ? findPresentItems(change, argument) : [],
  );
  if (present.length > 0) throw invalidFieldsError(present);
  const raw = {
    ...after,
    ...(hasCitations(noun) && { citations: [...citations, ...addedCitations] }),
    ...(suppliesText && { text: patch.text }),
  };
  const toEditPath = prefixPath(argument);
  const result = withItemPaths(argument, changesWithCitations, () => {
    const record = parseEditRecord(raw, toEditPath);
    return withWriteErrors(() => writeRecord(writer, record), raw, toEditPath);
  });
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
    ([field, value]) => value !== null && field !== 'citations',
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
