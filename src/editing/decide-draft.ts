import type { BulkStatements, Database } from '../db/database.ts';
import { hashContent } from '../model/content-hash.ts';
import { describeExcessLength } from '../model/text-limits.ts';
import { findDraft, type StoredDraft, saveDecision } from '../store/drafts.ts';
import { getLastSequence } from '../store/history.ts';
import { findIdempotentRequest, saveIdempotentRequest } from '../store/idempotent-request.ts';
import { deleteTextOfReading } from '../store/readings.ts';
import { SpanVerifier } from '../store/span-texts.ts';
import { Writer } from '../store/writer.ts';
import { DraftAcceptance } from './accept-draft.ts';
import { summarizeWrite } from './apply-edit.ts';
import { assertTokenActive } from './assert-token-active.ts';
import type { DecisionOutcome, DraftDecision } from './draft-decision.ts';
import { EditError, invalidFieldError } from './edit-error.ts';
import type { EditOptions, LocalEditor, WriteSummary } from './edit-types.ts';

interface DecisionHooks {
  onWritten?: (write: WriteSummary) => void;
  /** Called with the outcome of a dry run, before it is rolled back. */
  onDryRun?: (outcome: DecisionOutcome, get: BulkStatements['get']) => void;
}

/** Decides a draft in one transaction, completely or not at all. */
export async function decideDraft(
  db: Database,
  editor: LocalEditor,
  decision: DraftDecision,
  { reason: given, expectedRevision, acceptUnverified, idempotencyKey, dryRun }: EditOptions,
  { onWritten, onDryRun }: DecisionHooks = {},
): Promise<DecisionOutcome> {
  try {
    const reason = given?.trim() || undefined;
    validateDecision(decision, reason);
    const verifier = new SpanVerifier({ texts: db.sourceTexts, acceptsUnverified: acceptUnverified ?? false });
    const { outcome, write } = await db.write((tx, bulk) => {
      const writer = new Writer(tx, { by: editor.holder, reason }, verifier);
      assertTokenActive(writer, editor.tokenId);
      const before = getLastSequence(writer);
      const apply = (): DecisionOutcome => executeDecision(writer, editor, decision, { reason, expectedRevision });
      if (dryRun) {
        const preview = (): DecisionOutcome => {
          const result = apply();
          onDryRun?.(result, (query) => bulk.get(query));
          return result;
        };
        return { outcome: writer.runAndRollBack(preview), write: undefined };
      }
      const request = { tokenId: editor.tokenId, key: idempotencyKey, digest: hashContent([decision, reason]) };
      const outcome = applyOnce(writer, request, apply);
      return { outcome, write: onWritten && summarizeWrite(writer, 'decide', undefined, before) };
    });
    if (write) onWritten?.(write);
    return outcome;
  } catch (error) {
    if (error instanceof EditError) return error.outcome;
    throw error;
  }
}

function validateDecision({ decision, patch, into }: DraftDecision, reason: string | undefined): void {
  const isAdded = decision === 'ADD_SOURCE' || decision === 'ADD_RENDERING';
  if (isAdded && into === undefined)
    throw invalidFieldError(['into'], '"into" is required: give the key of the record to which the draft is added.');
  if (!isAdded && into !== undefined)
    throw invalidFieldError(['into'], `"into" has no meaning for ${decision}. Give ADD_SOURCE or ADD_RENDERING.`, into);
  if (patch !== undefined && (decision === 'REJECT' || decision === 'DEFER' || decision === 'REOPEN'))
    throw invalidFieldError(['patch'], `"patch" has no meaning for ${decision}: nothing is recorded.`);
  if (decision === 'REJECT' && reason === undefined)
    throw invalidFieldError(['reason'], '"reason" is required to reject a draft.', reason);
  const excess = reason === undefined ? undefined : describeExcessLength(reason, 'summary');
  if (excess !== undefined) throw invalidFieldError(['reason'], excess, reason);
}

function executeDecision(
  writer: Writer,
  editor: LocalEditor,
  decision: DraftDecision,
  { reason, expectedRevision }: Pick<EditOptions, 'reason' | 'expectedRevision'>,
): DecisionOutcome {
  const { key, decision: verb, automatic = false } = decision;
  const draft = findDraft(writer, key);
  if (!draft) throw new EditError({ result: 'notFound', message: `No draft has the key "${key}".` });
  if (verb === 'REOPEN') {
    assertReopenable(draft, reason);
    saveDecision(writer, { key, status: 'PENDING', by: editor.holder, reason, automatic, revision: null });
    return { result: 'decided', key, drafts: [key] };
  }
  assertUndecided(draft);
  if (verb === 'REJECT' || verb === 'DEFER') {
    const status = verb === 'REJECT' ? 'REJECTED' : 'DEFERRED';
    saveDecision(writer, { key, status, by: editor.holder, reason, automatic, revision: null });
    // Without a source, nothing can cite the text.
    if (verb === 'REJECT' && draft.noun === 'source' && draft.readingKey !== null)
      deleteTextOfReading(writer, draft.readingKey);
    return { result: 'decided', key, drafts: [key] };
  }
  const acceptance = new DraftAcceptance(writer, editor, { ...decision, reason, expectedRevision });
  return { result: 'decided', key, drafts: acceptance.accept(draft) };
}

/** Throws if a draft is decided. A deferred one is still to be decided. */
function assertUndecided(draft: StoredDraft): void {
  if (draft.status === 'PENDING' || draft.status === 'DEFERRED') return;
  throw describeDecided(
    draft,
    draft.status === 'REJECTED' ? 'Reopen it if that was wrong.' : 'Correct or withdraw the record if that was wrong.',
  );
}

/** Throws if a draft is recorded or pending, or if it was rejected and no reason to reopen it is given. */
function assertReopenable(draft: StoredDraft, reason: string | undefined): void {
  const { key, status } = draft;
  if (status === 'ACCEPTED' || status === 'CORRECTED')
    throw describeDecided(draft, 'Correct or withdraw the record if that was wrong.');
  if (status === 'PENDING')
    throw new EditError({
      ...{ result: 'blocked', code: 'CONFLICT', drafts: [key] },
      message: `The draft "${key}" is pending: there is nothing to reopen.`,
    });
  if (status === 'REJECTED' && reason === undefined)
    throw invalidFieldError(['reason'], '"reason" is required to reopen a rejected draft.', reason);
}

const describeDecided = ({ key, status, decidedBy, decidedAt }: StoredDraft, advice: string): EditError =>
  new EditError({
    ...{ result: 'blocked', code: 'CONFLICT', drafts: [key] },
    message: `The draft "${key}" was decided by ${decidedBy} on ${decidedAt?.slice(0, 10)}: ${status}. ${advice}`,
  });

/** Applies a decision, or returns the stored outcome of the same one. */
function applyOnce(
  writer: Writer,
  { tokenId, key, digest }: { tokenId: number | undefined; key: string | undefined; digest: string },
  apply: () => DecisionOutcome,
): DecisionOutcome {
  if (tokenId === undefined || key === undefined) return apply();
  const earlier = findIdempotentRequest(writer, { tokenId, key });
  if (earlier && earlier.digest !== digest)
    throw invalidFieldError(
      ['idempotencyKey'],
      `"${key}" was already used for another edit. Use a new key for each edit.`,
      key,
    );
  if (earlier) return JSON.parse(earlier.outcome) as DecisionOutcome;
  const outcome = apply();
  saveIdempotentRequest(writer, { tokenId, key, digest, outcome: JSON.stringify(outcome) });
  return outcome;
}
