import { ChanceryError } from '../model/errors.ts';
import { type InterchangeRecord, parseRecord } from '../model/records/index.ts';
import { getValueAtPath, toValidationErrors } from '../model/validation-messages.ts';
import { explainConstraintError } from '../store/constraint-error.ts';
import type { EditOutcome, InvalidField, RecordFields } from './edit-types.ts';

type RejectedOutcome = Exclude<EditOutcome, { result: 'written' | 'imported' }>;

/** Undoes an edit: nothing of it is written, and the editor is told why. */
export class EditError extends Error {
  readonly outcome: RejectedOutcome;

  constructor(outcome: RejectedOutcome) {
    super(outcome.result);
    this.outcome = outcome;
  }
}

export const invalidFieldsError = (fields: InvalidField[]): EditError => new EditError({ result: 'invalid', fields });
export const invalidFieldError = (path: string[], message: string, value?: unknown): EditError =>
  invalidFieldsError([{ path, message, value: toJsonOrNull(value) }]);

/** Where a step of a record's path stands in the edit. */
export type PathMapper = (path: readonly string[]) => string[];
export const prefixPath =
  (...above: string[]): PathMapper =>
  (path) => [...above, ...path];

/** The record, or what is wrong with it. */
export function parseEditRecord(raw: RecordFields, place: PathMapper): InterchangeRecord {
  const result = parseRecord(raw);
  if ('record' in result) return result.record;
  throw invalidFieldsError(
    toValidationErrors(result.issues, raw).map(({ path, message, value }) => ({
      path: place(path),
      message,
      value: toJsonOrNull(value),
    })),
  );
}

/** Runs a write; what it refuses of the record is told with its place in the edit. */
export function withWriteErrors<T>(work: () => T, raw: RecordFields, place: PathMapper): T {
  try {
    return work();
  } catch (error) {
    throw toEditError(error, raw, place);
  }
}

function toEditError(error: unknown, raw: RecordFields, place: PathMapper): unknown {
  if (error instanceof ChanceryError && error.code === 'NOT_FOUND')
    return new EditError({ result: 'notFound', message: error.message });
  if (error instanceof ChanceryError && error.code === 'BAD_INPUT') {
    const path = error.field?.split('.') ?? [];
    return invalidFieldError(place(path), error.message, path.length > 0 ? getValueAtPath(raw, path) : undefined);
  }
  const refusal = explainConstraintError(error);
  return refusal === undefined ? error : invalidFieldError(place([]), refusal);
}

const toJsonOrNull = (value: unknown): string | null => JSON.stringify(value) ?? null;
