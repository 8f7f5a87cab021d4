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
 * What `request` takes: a plain string, a string-like document typed by codegen (`documentMode: 'string'`), or a parsed one that still has its
 * text, as gql.tada and graphql-tag make them.
 *
 * @example
 * const document: TypedDocument<CountVisits, CountVisitsVariables> = CountVisitsDocument;
 */
export interface TypedDocument<TResult, TVariables> {
  toString(): string;
  readonly __apiType?: (variables: TVariables) => TResult;
  readonly loc?: { readonly source: { readonly body: string } } | undefined;
}

/** The text of a document; a parsed one without its text would need a printer, which is larger than the client. */
export function textOf(document: TypedDocument<unknown, never>): string {
  const text = document.loc?.source.body ?? document.toString();
  if (text === '[object Object]')
    throw new TypeError("The document is parsed and has no text. Print it first, or let codegen make strings: documentMode: 'string'.");
  return text;
}
