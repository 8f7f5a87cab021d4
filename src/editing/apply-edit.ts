import type { Database } from '../db/database.ts';
import { digestOf } from '../model/content-hash.ts';
import { ChanceryError } from '../model/errors.ts';
import { identityOf } from '../store/history.ts';
import { findRequest, keepRequest } from '../store/idempotent-request.ts';
import { mergeRecord } from '../store/merge-record.ts';
import { withdrawRecord } from '../store/withdraw-record.ts';
import { keyOfRecord, writeRecord } from '../store/write-record.ts';
import { Writer } from '../store/writer.ts';
import { withSource } from './citations.ts';
import { correct } from './correct-record.ts';
import { invalidField, parsed, Refused, under, writing } from './edit-error.ts';
import { argumentOf, type Edit, type Editor, type Outcome, type Terms, typeOf } from './edit-types.ts';
import { named, nounOfKey } from './find-record.ts';
import { importBatch } from './import-batch.ts';
import { assertMay, judgeTerms } from './validate-edit.ts';

/** Carries an edit out in one transaction: all of it, or nothing and the reason. */
export async function carryOut(db: Database, editor: Editor, edit: Edit, given: Terms): Promise<Outcome> {
  try {
    for (const noun of nounsOf(edit)) assertMay(editor, noun);
    const terms = judgeTerms(edit, given);
    const importer = edit.verb === 'import' ? `editor ${editor.holder}` : undefined;
    const { reason, source, knownAt } = terms;
    return await db.write((tx) => {
      const writer = new Writer(tx, { by: editor.holder, reason, source, knownAt, importer }, db.texts);
      return oncePerKey(writer, editor, edit, terms, () => outcomeOf(writer, editor, edit, terms));
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome;
    throw isLocked(error)
      ? new ChanceryError(
          'TIMEOUT',
          'Another process has been writing for more than five seconds. Send it again; with an idempotencyKey it is written once.',
        )
      : error;
  }
}

function nounsOf(edit: Edit) {
  if (edit.verb === 'import') return new Set(edit.records.map(({ noun }) => noun));
  return edit.noun === undefined ? [] : [edit.noun];
}

function outcomeOf(writer: Writer, editor: Editor, edit: Edit, terms: Terms): Outcome {
  assertSource(writer, edit, terms);
  switch (edit.verb) {
    case 'record':
      return record(writer, edit, terms);
    case 'correct':
      return correct(writer, edit, terms);
    case 'import':
      return importBatch(writer, writer.act.importer ?? '', edit, terms);
    case 'withdraw':
    case 'merge': {
      const { key } = edit;
      const noun = edit.noun ?? nounOfKey(writer, key);
      assertMay(editor, noun);
      named(writer, { noun, key }, terms);
      const end = () =>
        edit.verb === 'merge' ? mergeRecord(writer, noun, key, edit.into) : withdrawRecord(writer, noun, key);
      return { result: 'written', noun, key, revision: writing(end, edit, under()), changed: true };
    }
  }
}

function record(writer: Writer, { noun, record }: Edit & { verb: 'record' }, { source }: Terms): Outcome {
  const place = under(argumentOf(noun));
  const raw = withSource({ ...record, noun }, source);
  const valid = parsed(raw, place);
  const key = keyOfRecord(valid);
  if (identityOf(writer, noun, key)?.state === 'LIVE')
    throw invalidField(
      place([noun === 'coverage' ? 'about' : 'key']),
      `The ${noun} "${key}" is on record already. Change it with correct${typeOf(noun)}, or give another one a key of its own.`,
      key,
    );
  const { revision } = writing(() => writeRecord(writer, valid), raw, place);
  return { result: 'written', noun, key, revision, changed: true };
}

/** The source must be on record, or be recorded by the edit itself. */
function assertSource(writer: Writer, edit: Edit, { source }: Terms): void {
  const recorded =
    edit.verb === 'import' ? edit.records : edit.verb === 'record' ? [{ ...edit.record, noun: edit.noun }] : [];
  if (source === undefined || recorded.some((one) => one.noun === 'source' && 'key' in one && one.key === source))
    return;
  writing(() => writer.keys.present('source', source, 'source'), { source }, under());
}

/** What was sent before under the same key is not written again: it is answered as it was then. */
function oncePerKey(writer: Writer, { tokenId }: Editor, edit: Edit, terms: Terms, work: () => Outcome): Outcome {
  const { idempotencyKey: key, ...others } = terms;
  if (key === undefined) return work();
  const digest = digestOf([edit, others]);
  const earlier = findRequest(writer, { tokenId, key });
  if (earlier && earlier.digest !== digest)
    throw invalidField(
      ['idempotencyKey'],
      `"${key}" was sent before, with another edit. Give each edit a key of its own.`,
      key,
    );
  if (earlier) return JSON.parse(earlier.outcome) as Outcome;
  const outcome = work();
  keepRequest(writer, { tokenId, key, digest, outcome: JSON.stringify(outcome) });
  return outcome;
}

function isLocked(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && /^SQLITE_(BUSY|LOCKED)/.test(String(cause.code));
}
