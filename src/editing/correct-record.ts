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
  terms: EditOptions,
): EditOutcome {
  const argument = nounToArgumentName(noun);
  assertIdentityUnchanged(noun, patch, argument);
  const revision = requireLiveRevision(writer, { noun, key }, terms);
  const standing = readRecord(writer, noun, key);
  if (!standing) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  const unchanged: EditOutcome = { result: 'written', noun, key, revision, changed: false };

  const after = previewPatch(writer, { noun, key, current: standing, patch, source: terms.source });
  const changed = Object.keys(patch).filter(
    (field) => !citationFields.has(field) && !isSameValue(standing[field], after[field]),
  );
  const given = patch.citations === undefined ? undefined : readCitations(patch, 'citations');
  const added = readCitations(patch, 'addCitations');
  if (changed.length === 0 && given === undefined && added.length === 0) return unchanged;

  const kept =
    given ??
    correctCitations(readCitations(standing, 'citations'), {
      changedFields: changed,
      corrected: after,
      source: terms.source,
      reason: terms.reason,
      addedCitations: added,
    });
  const raw = hasCitations(noun) ? { ...after, citations: [...kept, ...added] } : after;
  const place: PathMapper = ([field, index, ...steps]) =>
    field === 'citations' && Number(index) >= kept.length
      ? [argument, 'addCitations', String(Number(index) - kept.length), ...steps]
      : [argument, ...[field, index].filter((step) => step !== undefined), ...steps];
  const record = parseEditRecord(raw, place);
  const written = withWriteErrors(() => writeRecord(writer, record), raw, place);
  return { ...unchanged, revision: written.revision, changed: written.changed };
}

interface PendingPatch {
  noun: RecordNoun;
  key: string;
  current: RecordFields;
  patch: RecordFields;
  source: string | undefined;
}

/** Returns the patched record as the database would return it. Uses placeholder citations: the real ones depend on what changes. */
function previewPatch(writer: Writer, { noun, key, current: standing, patch, source }: PendingPatch): RecordFields {
  const fields = Object.entries({ ...standing, ...patch }).filter(
    ([field, value]) => value !== null && !citationFields.has(field),
  );
  const cited = [...readCitations(standing, 'citations').map((one) => one.source), source];
  const raw = {
    ...Object.fromEntries(fields),
    ...(hasCitations(noun) && { citations: cited.map((one) => ({ source: one, basis: 'STATED' })) }),
  };
  const place = prefixPath(nounToArgumentName(noun));
  const record = parseEditRecord(raw, place);
  return withWriteErrors(
    () =>
      writer.runAndRollBack(() => {
        writeRecordRows(writer, record);
        return readRecord(writer, noun, key) ?? {};
      }),
    raw,
    place,
  );
}
