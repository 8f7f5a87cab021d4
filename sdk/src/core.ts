import { createPager, type Pager } from './pagination.ts';
import { type ClientOptions, createRequest, type GraphQLRequest } from './request.ts';

export * from './errors.ts';
export type { Deprecation } from './graphql-response.ts';
export type { Connection, Paged, Pager } from './pagination.ts';
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

/**
 * The methods for your own operations.
 *
 * @example
 * const client: CoreClient = createClient({ url: 'http://localhost:4000/graphql' });
 */
export interface CoreClient extends Pager {
  /** Sends an operation of your own and returns its data, typed by the document. */
  readonly request: GraphQLRequest;
}

/**
 * Creates a client for your own operations. `@chancery/sdk/core` contains none of the SDK's, and is a third of its size.
 *
 * @throws {@link ChanceryError} from its calls, or the reason of the caller's signal.
 * @example
 * import { createClient } from '@chancery/sdk/core';
 * const client = createClient({ url: 'http://localhost:4000/graphql' });
 */
export function createClient(options: ClientOptions): CoreClient {
  const request = createRequest(options);
  return { request, ...createPager(request) };
}
