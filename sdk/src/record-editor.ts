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

interface EditVariables<TInput> {
  readonly input: TInput;
}
interface EditResult<TPayload> {
  readonly result: TPayload;
}
type EditDocument<TInput, TPayload> = TypedDocument<EditResult<TPayload>, EditVariables<TInput>>;

/** Creates the recording method from a document that uses the alias `result`. `field`: the field of the input with the record. */
export const createRecorder = <TRecord extends object, TField extends keyof TRecord, TPayload>(
  request: GraphQLRequest,
  document: EditDocument<TRecord, TPayload>,
  field: TField,
): Recorder<TRecord, TField, TPayload> => ({
  record: (record, ...[editOptions, options]) =>
    requestEdit(request, document, { ...editOptions, [field]: record } as unknown as TRecord, options),
});

/** Creates the recording and correcting methods from two documents that use the alias `result`. */
export const createEditor = <
  TRecord extends object,
  TCorrect extends object,
  TField extends keyof TRecord & keyof TCorrect,
  TPayload,
>(
  request: GraphQLRequest,
  recordDocument: EditDocument<TRecord, TPayload>,
  correctDocument: EditDocument<TCorrect, TPayload>,
  field: TField,
): Editor<TRecord, TCorrect, TField, TPayload> => ({
  ...createRecorder(request, recordDocument, field),
  correct: (key, patch, ...[editOptions, options]) =>
    requestEdit(request, correctDocument, { ...editOptions, key, [field]: patch } as unknown as TCorrect, options),
});

/** Sends a mutation that uses the alias `result`, and returns that result. */
export async function requestEdit<TInput, TPayload>(
  request: GraphQLRequest,
  document: EditDocument<TInput, TPayload>,
  input: TInput,
  options: RequestOptions | undefined,
): Promise<TPayload> {
  const untyped = document as TypedDocument<EditResult<TPayload>, object>;
  return (await request(untyped, { input }, options)).result;
}
