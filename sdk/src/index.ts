export { type Changes, type Client, createClient } from './client.ts';
export type { CoreClient } from './core.ts';
export * from './errors.ts';
export { type DateWindow, type DateWords, format, isOn, overlaps, type RecordedDate } from './fuzzy-date.ts';
export * from './generated/documents.ts';
export type * from './generated/types.ts';
export type { Deprecation } from './graphql-response.ts';
export type {
  CountedPage,
  Counting,
  EachArguments,
  Finder,
  ListArguments,
  Listing,
  Noun,
  Page,
  Pages,
} from './noun-client.ts';
export type { Connection, Paged, Pager } from './pagination.ts';
export type { Editor, Recorder } from './record-editor.ts';
export {
  type Arguments,
  type ClientOptions,
  createRequest,
  type GraphQLRequest,
  type HeaderValues,
  type RequestOptions,
} from './request.ts';
export { type Safe, safe } from './safe-result.ts';
export type { TypedDocument, TypedDocumentString } from './typed-document.ts';
