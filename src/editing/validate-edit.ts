import type { RecordNoun, TokenRole } from '../model/vocabulary.ts';
import { EditError, invalidFieldError } from './edit-error.ts';
import { type Edit, type EditOptions, type Editor, identityFields } from './edit-types.ts';

/** What everything else refers to. */
const referenceNouns: ReadonlySet<RecordNoun> = new Set<RecordNoun>(['country', 'group', 'commodity']);
const requiredRole = (noun: RecordNoun): TokenRole => (referenceNouns.has(noun) ? 'ADMIN' : 'EDITOR');

/** Refuses an editor whose role does not reach so far. */
export function assertAuthorized({ role }: Editor, noun: RecordNoun): void {
  if (role === 'ADMIN' || requiredRole(noun) === role) return;
  throw new EditError({
    result: 'forbidden',
    message: `A ${noun} is reference data: it takes the role ADMIN to change one, and this token has ${role}.`,
  });
}

const maxIdempotencyKeyLength = 200;

/** Refuses what can't be meant; gives the instant as the record keeps it. */
export function validateOptions(edit: Edit, terms: EditOptions): EditOptions {
  const { reason, knownAt, expectedRevision, idempotencyKey } = terms;
  const source = terms.source ?? ownSourceKey(edit);
  const ends = edit.verb === 'withdraw' || edit.verb === 'merge';
  if (!ends && !source?.trim())
    throw invalidFieldError(['source'], 'Every write rests on a source: give its key.', source);
  if (ends && !reason?.trim())
    throw invalidFieldError(['reason'], 'What is taken away leaves its reason: say why.', reason);
  if (knownAt !== undefined && Date.parse(knownAt) > Date.now())
    throw invalidFieldError(
      ['knownAt'],
      `"${knownAt}" is yet to come: give the moment when it became known, or leave it out.`,
      knownAt,
    );
  if (expectedRevision !== undefined && expectedRevision < 1)
    throw invalidFieldError(
      ['expectedRevision'],
      `${expectedRevision} is no revision: they count from 1.`,
      expectedRevision,
    );
  if (idempotencyKey !== undefined && (idempotencyKey.trim() === '' || idempotencyKey.length > maxIdempotencyKeyLength))
    throw invalidFieldError(
      ['idempotencyKey'],
      `An idempotency key has 1 to ${maxIdempotencyKeyLength} characters; a UUID will do.`,
      idempotencyKey,
    );
  return { ...terms, source, reason: reason?.trim() || undefined, knownAt: knownAt && new Date(knownAt).toISOString() };
}

/** A source speaks for itself. */
function ownSourceKey(edit: Edit): string | undefined {
  if (edit.verb === 'correct' && edit.noun === 'source') return edit.key;
  return edit.verb === 'record' && edit.noun === 'source' && typeof edit.record.key === 'string'
    ? edit.record.key
    : undefined;
}

/** Refuses a patch that would give a record another name. */
export function assertIdentityUnchanged(
  noun: RecordNoun,
  patch: Readonly<Record<string, unknown>>,
  argument: string,
): void {
  const [field] = identityFields(noun).filter((one) => one in patch);
  if (field !== undefined)
    throw invalidFieldError(
      [argument, field],
      'It is what the record is named by, which never changes: record it anew and merge this one into it.',
      patch[field],
    );
}
