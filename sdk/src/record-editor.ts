import { getNounOperation } from './operation-text.ts';
import type { Arguments, GraphQLRequest, RequestOptions } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/** The input of an edit without the fields that its method takes as arguments. */
type EditOptions<TInput, TOwn> = Omit<TInput, TOwn & string>;

/**
 * Records new data. Writes require a token in the client's `authorization` header.
 *
 * @example
 * const trips: Recorder<RecordTripInput, 'trip', TripPayload> = client.trips;
 */
export interface Recorder<TRecord extends object, TField extends keyof TRecord, TPayload> {
  /**
   * Records data from a source. A rejected edit writes nothing: the payload then has `errors`. With `dryRun`, the payload
   * shows what would be written.
   */
  record(record: TRecord[TField], ...options: Arguments<EditOptions<TRecord, TField>>): Promise<TPayload>;
}

/**
 * Records new data and corrects existing records.
 *
 * @example
 * const visits: Editor<RecordVisitInput, CorrectVisitInput, 'visit', VisitPayload> = client.visits;
 */
export interface Editor<
  TRecord extends object,
  TCorrect extends object,
  TField extends keyof TRecord & keyof TCorrect,
  TPayload,
> extends Recorder<TRecord, TField, TPayload> {
  /** Changes the fields of the patch; null removes a value. A rejected edit writes nothing: the payload then has `errors`. */
  correct(
    key: string,
    patch: TCorrect[TField],
    ...options: Arguments<EditOptions<TCorrect, TField | 'key'>>
  ): Promise<TPayload>;
}

interface EditResult<TPayload> {
  readonly result: TPayload;
}

/** Creates the recording method of a noun. `list`: the field of its list; `field`: the field of the input with the record. */
export const createRecorder = <TRecord extends object, TField extends keyof TRecord, TPayload>(
  request: GraphQLRequest,
  list: string,
  field: TField,
): Recorder<TRecord, TField, TPayload> => ({
  record: (record, ...[editOptions, options]) =>
    requestEdit(request, getNounOperation('Record', list), { ...editOptions, [field]: record }, options),
});

/** Creates the recording and correcting methods of a noun. */
export const createEditor = <
  TRecord extends object,
  TCorrect extends object,
  TField extends keyof TRecord & keyof TCorrect,
  TPayload,
>(
  request: GraphQLRequest,
  list: string,
  field: TField,
): Editor<TRecord, TCorrect, TField, TPayload> => ({
  ...createRecorder<TRecord, TField, TPayload>(request, list, field),
  correct: (key, patch, ...[editOptions, options]) =>
    requestEdit(request, getNounOperation('Correct', list), { ...editOptions, key, [field]: patch }, options),
});

/** Sends a mutation that uses the alias `result`, and returns that result. */
export async function requestEdit<TPayload>(
  request: GraphQLRequest,
  document: TypedDocument<EditResult<TPayload>, object>,
  input: object,
  options: RequestOptions | undefined,
): Promise<TPayload> {
  return (await request(document, { input }, options)).result;
}
