import type { RecordNoun, TokenRole } from '../model/vocabulary.ts';
import { invalidField, Refused } from './edit-error.ts';
import { type Edit, type Editor, namingFields, type Terms } from './edit-types.ts';

/** What everything else refers to. */
const referenceNouns: ReadonlySet<RecordNoun> = new Set<RecordNoun>(['country', 'group', 'commodity']);
const roleFor = (noun: RecordNoun): TokenRole => (referenceNouns.has(noun) ? 'ADMIN' : 'EDITOR');

/** Refuses an editor whose role does not reach so far. */
export function assertMay({ role }: Editor, noun: RecordNoun): void {
  if (role === 'ADMIN' || roleFor(noun) === role) return;
  throw new Refused({
    result: 'forbidden',
    message: `A ${noun} is reference data: it takes the role ADMIN to change one, and this token has ${role}.`,
  });
}

const longestKey = 200;

/** Refuses what can't be meant; gives the instant as the record keeps it. */
export function judgeTerms(edit: Edit, terms: Terms): Terms {
  const { reason, knownAt, expectedRevision, idempotencyKey } = terms;
  const source = terms.source ?? itself(edit);
  const ends = edit.verb === 'withdraw' || edit.verb === 'merge';
  if (!ends && !source?.trim()) throw invalidField(['source'], 'Every write rests on a source: give its key.', source);
  if (ends && !reason?.trim()) throw invalidField(['reason'], 'What is taken away leaves its reason: say why.', reason);
  if (knownAt !== undefined && Date.parse(knownAt) > Date.now())
    throw invalidField(
      ['knownAt'],
      `"${knownAt}" is yet to come: give the moment when it became known, or leave it out.`,
      knownAt,
    );
  if (expectedRevision !== undefined && expectedRevision < 1)
    throw invalidField(
      ['expectedRevision'],
      `${expectedRevision} is no revision: they count from 1.`,
      expectedRevision,
    );
  if (idempotencyKey !== undefined && (idempotencyKey.trim() === '' || idempotencyKey.length > longestKey))
    throw invalidField(
      ['idempotencyKey'],
      `An idempotency key has 1 to ${longestKey} characters; a UUID will do.`,
      idempotencyKey,
    );
  return { ...terms, source, reason: reason?.trim() || undefined, knownAt: knownAt && new Date(knownAt).toISOString() };
}

/** A source speaks for itself. */
function itself(edit: Edit): string | undefined {
  if (edit.verb === 'correct' && edit.noun === 'source') return edit.key;
  return edit.verb === 'record' && edit.noun === 'source' && typeof edit.record.key === 'string'
    ? edit.record.key
    : undefined;
}

/** Refuses a patch that would give a record another name. */
export function assertSameName(noun: RecordNoun, patch: Readonly<Record<string, unknown>>, argument: string): void {
  const [field] = namingFields(noun).filter((one) => one in patch);
  if (field !== undefined)
    throw invalidField(
      [argument, field],
      'It is what the record is named by, which never changes: record it anew and merge this one into it.',
      patch[field],
    );
}
