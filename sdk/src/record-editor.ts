import type { Arguments, GraphQLRequest } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/**
 * Records new data. Writes require a token in the client's `authorization` header.
 *
 * @example
 * const trips: Recorder<RecordTripVariables, TripResult> = client.trips;
 */
export interface Recorder<TRecord extends RecordVariables, TResult> {
  /** Records data from a source. A rejected write is returned, not thrown: switch on `__typename`. */
  record(record: TRecord['record'], ...options: Arguments<Omit<TRecord, 'record'>>): Promise<TResult>;
}

/**
 * Records new data and corrects existing records.
 *
 * @example
 * const visits: Editor<RecordVisitVariables, CorrectVisitVariables, VisitResult> = client.visits;
 */
export interface Editor<TRecord extends RecordVariables, TCorrect extends CorrectVariables, TResult>
  extends Recorder<TRecord, TResult> {
  /** Changes the fields of the patch; null removes a value. A rejected write is returned: switch on `__typename`. */
  correct(
    key: string,
    patch: TCorrect['patch'],
    ...options: Arguments<Omit<TCorrect, 'key' | 'patch'>>
  ): Promise<TResult>;
}

interface RecordVariables {
  readonly record: unknown;
}
interface CorrectVariables {
  readonly key: string;
  readonly patch: unknown;
}
interface EditResult<TResult> {
  readonly result: TResult;
}

/** Creates the recording method from a document that uses the alias `result`. */
export function createRecorder<TRecord extends RecordVariables, TResult>(
  request: GraphQLRequest,
  document: TypedDocument<EditResult<TResult>, TRecord>,
): Recorder<TRecord, TResult> {
  return {
    record: (record, ...[editOptions, options]) =>
      requestEdit(request, document, { ...editOptions, record } as unknown as TRecord, options),
  };
}

/** Creates the recording and correcting methods from two documents that use the alias `result`. */
export function createEditor<TRecord extends RecordVariables, TCorrect extends CorrectVariables, TResult>(
  request: GraphQLRequest,
  recordDocument: TypedDocument<EditResult<TResult>, TRecord>,
  correctDocument: TypedDocument<EditResult<TResult>, TCorrect>,
): Editor<TRecord, TCorrect, TResult> {
  return {
    ...createRecorder(request, recordDocument),
    correct: (key, patch, ...[editOptions, options]) =>
      requestEdit(request, correctDocument, { ...editOptions, key, patch } as unknown as TCorrect, options),
  };
}

/** Sends a mutation that uses the alias `result`, and returns that result. */
export async function requestEdit<TVariables, TResult>(
  request: GraphQLRequest,
  document: TypedDocument<EditResult<TResult>, TVariables>,
  variables: TVariables,
  options: Arguments<object>[1],
): Promise<TResult> {
  return (await request(document as TypedDocument<EditResult<TResult>, object>, variables as object, options)).result;
}
