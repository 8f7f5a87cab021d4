/**
 * A GraphQL operation as text that carries the types of its result and variables.
 *
 * @example
 * const titles = 'query Titles { sources { nodes { title } } }' as TypedDocumentString<Titles, Record<string, never>>;
 */
export type TypedDocumentString<TResult, TVariables> = string & {
  readonly __apiType?: (variables: TVariables) => TResult;
};

/**
 * What `request` takes: a plain string, or any string-like document typed by codegen (`documentMode: 'string'`).
 * A parsed `DocumentNode` is refused: print it first.
 *
 * @example
 * const document: TypedDocument<CountVisits, CountVisitsVariables> = CountVisitsDocument;
 */
export interface TypedDocument<TResult, TVariables> {
  toString(): string;
  readonly __apiType?: (variables: TVariables) => TResult;
  readonly kind?: never;
}
