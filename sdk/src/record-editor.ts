import type { Arguments, GraphQLRequest } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/**
 * Writes what is new. Every write needs a token in the client's `authorization` header.
 *
 * @example
 * const trips: Recorder<RecordTripVariables, TripResult> = client.trips;
 */
export interface Recorder<TRecord extends RecordVariables, TResult> {
  /** Records it on a source, or answers why not: switch on `__typename`. Nothing of the kind is thrown. */
  record(record: TRecord['record'], ...terms: Arguments<Omit<TRecord, 'record'>>): Promise<TResult>;
}

/**
 * Writes what is new, and corrects what stands.
 *
 * @example
 * const visits: Editor<RecordVisitVariables, CorrectVisitVariables, VisitResult> = client.visits;
 */
export interface Editor<TRecord extends RecordVariables, TCorrect extends CorrectVariables, TResult>
  extends Recorder<TRecord, TResult> {
  /** Changes the fields that the patch names, null taking a value away, or answers why not: switch on `__typename`. */
  correct(
    key: string,
    patch: TCorrect['patch'],
    ...terms: Arguments<Omit<TCorrect, 'key' | 'patch'>>
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

/** The call that records, from a document that names its answer `result`. */
export function createRecorder<TRecord extends RecordVariables, TResult>(
  request: GraphQLRequest,
  document: TypedDocument<EditResult<TResult>, TRecord>,
): Recorder<TRecord, TResult> {
  return {
    record: (record, ...[terms, options]) =>
      requestEdit(request, document, { ...terms, record } as unknown as TRecord, options),
  };
}

/** The calls that record and correct, from two such documents. */
export function createEditor<TRecord extends RecordVariables, TCorrect extends CorrectVariables, TResult>(
  request: GraphQLRequest,
  recordDocument: TypedDocument<EditResult<TResult>, TRecord>,
  correctDocument: TypedDocument<EditResult<TResult>, TCorrect>,
): Editor<TRecord, TCorrect, TResult> {
  return {
    ...createRecorder(request, recordDocument),
    correct: (key, patch, ...[terms, options]) =>
      requestEdit(request, correctDocument, { ...terms, key, patch } as unknown as TCorrect, options),
  };
}

/** What a mutation answers that names it `result`. */
export async function requestEdit<TVariables, TResult>(
  request: GraphQLRequest,
  document: TypedDocument<EditResult<TResult>, TVariables>,
  variables: TVariables,
  options: Arguments<object>[1],
): Promise<TResult> {
  return (await request(document as TypedDocument<EditResult<TResult>, object>, variables as object, options)).result;
}
