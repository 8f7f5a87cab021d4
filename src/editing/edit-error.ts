import { ChanceryError } from '../model/errors.ts';
import { type InterchangeRecord, parseRecord } from '../model/records/index.ts';
import { getValueAtPath, toValidationErrors } from '../model/validation-messages.ts';
import { explainConstraintError } from '../store/explain-constraint-error.ts';
import type { EditRejection, InvalidField, RecordFields } from './edit-types.ts';

/** Rolls back an edit and carries the outcome for the editor. */
export class EditError extends Error {
  readonly outcome: EditRejection;

  constructor(outcome: EditRejection) {
    super(outcome.result);
    this.outcome = outcome;
  }
}

export const invalidFieldsError = (fields: InvalidField[]): EditError => new EditError({ result: 'invalid', fields });
export const invalidFieldError = (path: string[], message: string, value?: unknown): EditError =>
  invalidFieldsError([{ path, message, value: toJsonOrNull(value) }]);

/** Maps a path in a record to a path in the edit. */
export type PathMapper = (path: readonly string[]) => string[];
export const prefixPath =
  (...prefix: string[]): PathMapper =>
  (path) => [...prefix, ...path];

/** Parses a record. Throws EditError if it is invalid. */
export function parseEditRecord(raw: RecordFields, toEditPath: PathMapper): InterchangeRecord {
  const result = parseRecord(raw);
  if ('record' in result) return result.record;
  throw invalidFieldsError(
    toValidationErrors(result.issues, raw).map(({ path, message, value }) => ({
      path: toEditPath(path),
      message,
      value: toJsonOrNull(value),
    })),
  );
}

/** Runs a write and converts errors about the record to EditError, with paths in the edit. */
export function withWriteErrors<T>(work: () => T, raw: RecordFields, toEditPath: PathMapper): T {
  try {
    return work();
  } catch (error) {
    throw toEditError(error, raw, toEditPath);
  }
}

function toEditError(error: unknown, raw: RecordFields, toEditPath: PathMapper): unknown {
  if (error instanceof ChanceryError && error.code === 'NOT_FOUND')
    return new EditError({ result: 'notFound', message: error.message });
  if (error instanceof ChanceryError && error.code === 'BAD_INPUT') {
    const path = error.field?.split('.') ?? [];
    return invalidFieldError(toEditPath(path), error.message, path.length > 0 ? getValueAtPath(raw, path) : undefined);
  }
  const message = explainConstraintError(error);
  return message === undefined ? error : invalidFieldError(toEditPath([]), message);
}

const toJsonOrNull = (value: unknown): string | null => JSON.stringify(value) ?? null;
