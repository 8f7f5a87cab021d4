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
 * What `request` takes: a plain string, a string-like document typed by codegen (`documentMode: 'string'`), or a parsed one, as gql.tada makes
 * them, where the client has a `print`.
 *
 * @example
 * const document: TypedDocument<CountVisits, CountVisitsVariables> = CountVisitsDocument;
 */
export interface TypedDocument<TResult, TVariables> {
  toString(): string;
  readonly __apiType?: (variables: TVariables) => TResult;
  readonly loc?: { readonly source: { readonly body: string } } | undefined;
}

/** The text of a document. A printer is half as large as the client: who needs one has it already. */
export function getDocumentText(
  document: TypedDocument<unknown, never>,
  print: ((document: never) => string) | undefined,
): string {
  const text = document.toString();
  if (text !== '[object Object]') return text;
  const told = print?.(document as never) ?? document.loc?.source.body;
  if (told === undefined)
    throw new TypeError(
      'The document is parsed, and has no text. Give the client the `print` of graphql, or a string.',
    );
  return told;
}
