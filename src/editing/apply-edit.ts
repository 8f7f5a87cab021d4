import type { BulkStatements, Database } from '../db/database.ts';
import { hashContent } from '../model/content-hash.ts';
import { findRecordIdentity, getLastSequence, listChangedRecords } from '../store/history.ts';
import { findIdempotentRequest, saveIdempotentRequest } from '../store/idempotent-request.ts';
import { mergeRecord } from '../store/merge-record.ts';
import { SpanVerifier } from '../store/span-texts.ts';
import { withdrawRecord } from '../store/withdraw-record.ts';
import { getRecordKey, writeRecord } from '../store/write-record.ts';
import { Writer } from '../store/writer.ts';
import { withDefaultCitation } from './citations.ts';
import { correctRecord } from './correct-record.ts';
import { EditError, invalidFieldError, parseEditRecord, prefixPath, withWriteErrors } from './edit-error.ts';
import {
  type Edit,
  type EditOptions,
  type EditOutcome,
  type Editor,
  nounToArgumentName,
  nounToTypeName,
  type WriteSummary,
} from './edit-types.ts';
import { findNounByKey, requireLiveRevision } from './find-record.ts';
import { importBatch } from './import-batch.ts';
import { assertAuthorized, validateOptions } from './validate-edit.ts';

interface EditHooks {
  /** Called after a write that changed something. */
  onWritten?: (write: WriteSummary) => void;
  /** Called with the outcome of a dry run, before it is rolled back. */
  onDryRun?: (outcome: EditOutcome, get: BulkStatements['get']) => void;
  /** Milliseconds for which the database may work on what `onDryRun` reads. */
  withinMs?: number;
}

/** Applies an edit in one transaction, completely or not at all. */
export async function applyEdit(
  db: Database,
  editor: Editor,
  edit: Edit,
  requestOptions: EditOptions,
  { onWritten, onDryRun, withinMs = Infinity }: EditHooks = {},
): Promise<EditOutcome> {
  try {
    for (const noun of nounsOfEdit(edit)) assertAuthorized(editor, noun);
    const options = validateOptions(edit, requestOptions);
    const importer = edit.verb === 'import' ? `editor ${editor.holder}` : undefined;
    const { reason, source, knownAt, acceptUnverified, dryRun } = options;
    const verifier = new SpanVerifier({
      texts: db.sourceTexts,
      // A merge adds no words: it only moves those on record.
      acceptsUnverified: acceptUnverified || edit.verb === 'merge',
    });
    const { outcome, write } = await db.write(
      (tx, bulk) => {
        const writer = new Writer(tx, { by: editor.holder, reason, source, knownAt, importer }, verifier);
        const before = getLastSequence(writer);
        const apply = () => executeEdit(writer, editor, edit, options);
        if (dryRun) {
          const preview = () => {
            const outcome = apply();
            onDryRun?.(outcome, (query) => bulk.get(query));
            return outcome;
          };
          return { outcome: writer.runAndRollBack(preview), write: undefined };
        }
        const outcome = withIdempotency(writer, editor, edit, options, apply);
        return { outcome, write: onWritten && summarizeWrite(writer, edit.verb, source, before) };
      },
      dryRun ? { withinMs } : {},
    );
    if (write) onWritten?.(write);
    return outcome;
  } catch (error) {
    if (error instanceof EditError) return error.outcome;
    throw error;
  }
}

/** Returns what was written since the revision `before`; undefined if that is nothing. */
export function summarizeWrite(
  writer: Writer,
  verb: WriteSummary['verb'],
  source: string | undefined,
  before: number,
): WriteSummary | undefined {
  const lastSequence = getLastSequence(writer);
  if (lastSequence === before) return undefined;
  const records = listChangedRecords(writer, before, maxLoggedRecords);
  return { verb, records, revisions: lastSequence - before, firstSequence: before + 1, lastSequence, source };
}

const maxLoggedRecords = 100;

function nounsOfEdit(edit: Edit) {
  if (edit.verb === 'import') return new Set(edit.records.map(({ noun }) => noun));
  return edit.noun === undefined ? [] : [edit.noun];
}

function executeEdit(writer: Writer, editor: Editor, edit: Edit, options: EditOptions): EditOutcome {
  assertSourceExists(writer, edit, options);
  switch (edit.verb) {
    case 'record':
      return createRecord(writer, edit, options);
    case 'correct':
      return correctRecord(writer, edit, options);
    case 'import':
      return importBatch(writer, writer.attribution.importer ?? '', edit, options);
    case 'withdraw':
    case 'merge': {
      const { key } = edit;
      const noun = edit.noun ?? findNounByKey(writer, key);
      assertAuthorized(editor, noun);
      requireLiveRevision(writer, { noun, key }, options);
      const end = () =>
        edit.verb === 'merge' ? mergeRecord(writer, noun, key, edit.into) : withdrawRecord(writer, noun, key);
      return { result: 'written', noun, key, revision: withWriteErrors(end, edit, prefixPath()), changed: true };
    }
  }
}

function createRecord(
  writer: Writer,
  { noun, record }: Edit & { verb: 'record' },
  { source }: EditOptions,
): EditOutcome {
  const place = prefixPath(nounToArgumentName(noun));
  const raw = withDefaultCitation({ ...record, noun }, source);
  const valid = parseEditRecord(raw, place);
  const key = getRecordKey(valid);
  if (findRecordIdentity(writer, noun, key)?.state === 'LIVE')
    throw invalidFieldError(
      place([noun === 'coverage' ? 'about' : 'key']),
      `The ${noun} "${key}" already exists. Change it with correct${nounToTypeName(noun)}, or use another key.`,
      key,
    );
  const { revision } = withWriteErrors(() => writeRecord(writer, valid), raw, place);
  return { result: 'written', noun, key, revision, changed: true };
}

/** Throws unless the source exists or is created by the edit itself. */
function assertSourceExists(writer: Writer, edit: Edit, { source }: EditOptions): void {
  const recorded =
    edit.verb === 'import' ? edit.records : edit.verb === 'record' ? [{ ...edit.record, noun: edit.noun }] : [];
  if (
    source === undefined ||
    recorded.some((record) => record.noun === 'source' && 'key' in record && record.key === source)
  )
    return;
  withWriteErrors(() => writer.references.resolveKey('source', source, 'source'), { source }, prefixPath());
}

/** Returns the stored outcome if the same edit was sent before with the same idempotency key. */
function withIdempotency(
  writer: Writer,
  { tokenId }: Editor,
  edit: Edit,
  options: EditOptions,
  work: () => EditOutcome,
): EditOutcome {
  const { idempotencyKey: key, ...others } = options;
  if (key === undefined) return work();
  const digest = hashContent([edit, others]);
  const earlier = findIdempotentRequest(writer, { tokenId, key });
  if (earlier && earlier.digest !== digest)
    throw invalidFieldError(
      ['idempotencyKey'],
      `"${key}" was already used for another edit. Use a new key for each edit.`,
      key,
    );
  if (earlier) return JSON.parse(earlier.outcome) as EditOutcome;
  const outcome = work();
  saveIdempotentRequest(writer, { tokenId, key, digest, outcome: JSON.stringify(outcome) });
  return outcome;
}
