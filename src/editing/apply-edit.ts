import type { Database } from '../db/database.ts';
import { hashContent } from '../model/content-hash.ts';
import { ChanceryError } from '../model/errors.ts';
import { findRecordIdentity } from '../store/history.ts';
import { findIdempotentRequest, saveIdempotentRequest } from '../store/idempotent-request.ts';
import { mergeRecord } from '../store/merge-record.ts';
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
} from './edit-types.ts';
import { findNounByKey, requireLiveRevision } from './find-record.ts';
import { importBatch } from './import-batch.ts';
import { assertAuthorized, validateOptions } from './validate-edit.ts';

/** Carries an edit out in one transaction: all of it, or nothing and the reason. */
export async function applyEdit(db: Database, editor: Editor, edit: Edit, given: EditOptions): Promise<EditOutcome> {
  try {
    for (const noun of nounsOfEdit(edit)) assertAuthorized(editor, noun);
    const terms = validateOptions(edit, given);
    const importer = edit.verb === 'import' ? `editor ${editor.holder}` : undefined;
    const { reason, source, knownAt } = terms;
    return await db.write((tx) => {
      const writer = new Writer(tx, { by: editor.holder, reason, source, knownAt, importer }, db.sourceTexts);
      return withIdempotency(writer, editor, edit, terms, () => executeEdit(writer, editor, edit, terms));
    });
  } catch (error) {
    if (error instanceof EditError) return error.outcome;
    throw isDatabaseLocked(error)
      ? new ChanceryError(
          'TIMEOUT',
          'Another process has been writing for more than five seconds. Send it again; with an idempotencyKey it is written once.',
        )
      : error;
  }
}

function nounsOfEdit(edit: Edit) {
  if (edit.verb === 'import') return new Set(edit.records.map(({ noun }) => noun));
  return edit.noun === undefined ? [] : [edit.noun];
}

function executeEdit(writer: Writer, editor: Editor, edit: Edit, terms: EditOptions): EditOutcome {
  assertSourceExists(writer, edit, terms);
  switch (edit.verb) {
    case 'record':
      return createRecord(writer, edit, terms);
    case 'correct':
      return correctRecord(writer, edit, terms);
    case 'import':
      return importBatch(writer, writer.attribution.importer ?? '', edit, terms);
    case 'withdraw':
    case 'merge': {
      const { key } = edit;
      const noun = edit.noun ?? findNounByKey(writer, key);
      assertAuthorized(editor, noun);
      requireLiveRevision(writer, { noun, key }, terms);
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
      `The ${noun} "${key}" is on record already. Change it with correct${nounToTypeName(noun)}, or give another one a key of its own.`,
      key,
    );
  const { revision } = withWriteErrors(() => writeRecord(writer, valid), raw, place);
  return { result: 'written', noun, key, revision, changed: true };
}

/** The source must be on record, or be recorded by the edit itself. */
function assertSourceExists(writer: Writer, edit: Edit, { source }: EditOptions): void {
  const recorded =
    edit.verb === 'import' ? edit.records : edit.verb === 'record' ? [{ ...edit.record, noun: edit.noun }] : [];
  if (source === undefined || recorded.some((one) => one.noun === 'source' && 'key' in one && one.key === source))
    return;
  withWriteErrors(() => writer.references.resolveKey('source', source, 'source'), { source }, prefixPath());
}

/** What was sent before under the same key is not written again: it is answered as it was then. */
function withIdempotency(
  writer: Writer,
  { tokenId }: Editor,
  edit: Edit,
  terms: EditOptions,
  work: () => EditOutcome,
): EditOutcome {
  const { idempotencyKey: key, ...others } = terms;
  if (key === undefined) return work();
  const digest = hashContent([edit, others]);
  const earlier = findIdempotentRequest(writer, { tokenId, key });
  if (earlier && earlier.digest !== digest)
    throw invalidFieldError(
      ['idempotencyKey'],
      `"${key}" was sent before, with another edit. Give each edit a key of its own.`,
      key,
    );
  if (earlier) return JSON.parse(earlier.outcome) as EditOutcome;
  const outcome = work();
  saveIdempotentRequest(writer, { tokenId, key, digest, outcome: JSON.stringify(outcome) });
  return outcome;
}

function isDatabaseLocked(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && /^SQLITE_(BUSY|LOCKED)/.test(String(cause.code));
}
