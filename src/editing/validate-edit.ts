import { describeExcessLength } from '../model/text-limits.ts';
import type { RecordNoun, TokenRole } from '../model/vocabulary.ts';
import { EditError, invalidFieldError } from './edit-error.ts';
import { type Edit, type EditOptions, type Editor, identityFields } from './edit-types.ts';

const referenceNouns: ReadonlySet<RecordNoun> = new Set<RecordNoun>(['country', 'group', 'commodity']);
const requiredRole = (noun: RecordNoun): TokenRole => (referenceNouns.has(noun) ? 'ADMIN' : 'EDITOR');

/** Throws if the editor's role may not change records of a noun. */
export function assertAuthorized({ role }: Pick<Editor, 'role'>, noun: RecordNoun): void {
  if (role === 'ADMIN' || requiredRole(noun) === role) return;
  throw new EditError({
    result: 'forbidden',
    message: `A ${noun} is reference data, which requires the role ADMIN. This token has the role ${role}.`,
  });
}

const maxIdempotencyKeyLength = 200;

/** Validates the options of an edit and normalizes them. */
export function validateOptions(edit: Edit, options: EditOptions): EditOptions {
  const { reason, knownAt, expectedRevision, idempotencyKey } = options;
  const source = options.source ?? ownSourceKey(edit);
  const isRemoval = edit.verb === 'withdraw' || edit.verb === 'merge';
  if (!isRemoval && !source?.trim())
    throw invalidFieldError(['source'], '"source" is required: give the key of a source.', source);
  if (isRemoval && !reason?.trim())
    throw invalidFieldError(['reason'], '"reason" is required to withdraw or merge a record.', reason);
  const excess = reason === undefined ? undefined : describeExcessLength(reason, 'summary');
  if (excess !== undefined) throw invalidFieldError(['reason'], excess, reason);
  if (knownAt !== undefined && Date.parse(knownAt) > Date.now())
    throw invalidFieldError(
      ['knownAt'],
      `"${knownAt}" is in the future. "knownAt" must be a past instant, or absent.`,
      knownAt,
    );
  if (expectedRevision !== undefined && expectedRevision < 1)
    throw invalidFieldError(
      ['expectedRevision'],
      `${expectedRevision} is not a revision. Revisions count from 1.`,
      expectedRevision,
    );
  if (idempotencyKey !== undefined && (idempotencyKey.trim() === '' || idempotencyKey.length > maxIdempotencyKeyLength))
    throw invalidFieldError(
      ['idempotencyKey'],
      `"idempotencyKey" must have 1 to ${maxIdempotencyKeyLength} characters, such as a UUID.`,
      idempotencyKey,
    );
  return {
    ...options,
    source,
    reason: reason?.trim() || undefined,
    knownAt: knownAt && new Date(knownAt).toISOString(),
  };
}

/** An edit of a source is its own source. */
function ownSourceKey(edit: Edit): string | undefined {
  if (edit.verb === 'correct' && edit.noun === 'source') return edit.key;
  return edit.verb === 'record' && edit.noun === 'source' && typeof edit.record.key === 'string'
    ? edit.record.key
    : undefined;
}

/** Throws if a patch changes the fields that identify a record. */
export function assertIdentityUnchanged(
  noun: RecordNoun,
  patch: Readonly<Record<string, unknown>>,
  argument: string,
): void {
  const [field] = identityFields(noun).filter((name) => name in patch);
  if (field !== undefined)
    throw invalidFieldError(
      [argument, field],
      'It identifies the record and cannot be changed. Create a new record and merge this one into it.',
      patch[field],
    );
}
