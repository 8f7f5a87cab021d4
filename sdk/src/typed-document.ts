/**
 * A GraphQL operation as a string that carries the types of its result and variables.
 *
 * @example
 * const titles = 'query Titles { sources { nodes { title } } }' as TypedDocumentString<Titles, Record<string, never>>;
 */
export type TypedDocumentString<TResult, TVariables> = string & {
  readonly __apiType?: (variables: TVariables) => TResult;
};

/**
 * A document for `request`: a string, a typed string of codegen (`documentMode: 'string'`), or a parsed document, such
 * as those of gql.tada, if the client has a `print` function.
 *
 * @example
 * const document: TypedDocument<CountVisits, CountVisitsVariables> = CountVisitsDocument;
 */
export interface TypedDocument<TResult, TVariables> {
  toString(): string;
  readonly __apiType?: (variables: TVariables) => TResult;
  readonly loc?: { readonly source: { readonly body: string } } | undefined;
}

/** Returns the text of a document. The printer is an option because it would add half the size of the client. */
export function getDocumentText(
  document: TypedDocument<unknown, never>,
  print: ((document: never) => string) | undefined,
): string {
  const text = document.toString();
  if (text !== '[object Object]') return text;
  const printed = print?.(document as never) ?? document.loc?.source.body;
  if (printed === undefined)
    throw new TypeError('The document has no text. Pass `print` to the client, or use a string.');
  return printed;
}
