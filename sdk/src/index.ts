export { type Client, createClient } from './client.ts';
export type { TypedDocument, TypedDocumentString } from './document.ts';
export * from './errors.ts';
export * from './generated/documents.ts';
export type * from './generated/types.ts';
export type { EachArguments, Finder, ListArguments, Listing, Noun, Page } from './noun.ts';
export {
  type Arguments,
  type ClientOptions,
  createRequest,
  type GraphQLRequest,
  type HeaderValues,
  type RequestOptions,
} from './request.ts';
