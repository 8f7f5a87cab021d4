import { ChanceryError } from '../model/errors.ts';
import { type InterchangeRecord, parseRecord } from '../model/records/index.ts';
import { faultsOf, valueAt } from '../model/validation-messages.ts';
import { refusalOf } from '../store/constraint-error.ts';
import type { Fields, InvalidField, Outcome } from './edit-types.ts';

type Refusal = Exclude<Outcome, { result: 'written' | 'imported' }>;

/** Undoes an edit: nothing of it is written, and the editor is told why. */
export class Refused extends Error {
  readonly outcome: Refusal;

  constructor(outcome: Refusal) {
    super(outcome.result);
    this.outcome = outcome;
  }
}

export const invalid = (fields: InvalidField[]): Refused => new Refused({ result: 'invalid', fields });
export const invalidField = (path: string[], message: string, value?: unknown): Refused =>
  invalid([{ path, message, value: jsonOf(value) }]);

/** Where a step of a record's path stands in the edit. */
export type Place = (path: readonly string[]) => string[];
export const under =
  (...above: string[]): Place =>
  (path) => [...above, ...path];

/** The record, or what is wrong with it. */
export function parsed(raw: Fields, place: Place): InterchangeRecord {
  const result = parseRecord(raw);
  if ('record' in result) return result.record;
  throw invalid(
    faultsOf(result.issues, raw).map(({ path, message, value }) => ({
      path: place(path),
      message,
      value: jsonOf(value),
    })),
  );
}

/** Runs a write; what it refuses of the record is told with its place in the edit. */
export function writing<T>(work: () => T, raw: Fields, place: Place): T {
  try {
    return work();
  } catch (error) {
    throw refusedBy(error, raw, place);
  }
}

function refusedBy(error: unknown, raw: Fields, place: Place): unknown {
  if (error instanceof ChanceryError && error.code === 'NOT_FOUND')
    return new Refused({ result: 'notFound', message: error.message });
  if (error instanceof ChanceryError && error.code === 'BAD_INPUT') {
    const path = error.field?.split('.') ?? [];
    return invalidField(place(path), error.message, path.length > 0 ? valueAt(raw, path) : undefined);
  }
  const refusal = refusalOf(error);
  return refusal === undefined ? error : invalidField(place([]), refusal);
}

const jsonOf = (value: unknown): string | null => JSON.stringify(value) ?? null;
