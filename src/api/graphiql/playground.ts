import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';
import { getPathname } from '../http-request.ts';
import { getRequestState, type ServerContext } from '../server-context.ts';
import { exampleTabs } from './example-tabs.ts';
import { prefillFromUrl } from './prefill-from-url.ts';

const options: GraphiQLOptions = { title: 'Chancery', defaultTabs: exampleTabs.map((query) => ({ query })) };

/** GraphiQL's options for a request to `endpoint`. Yoga would open it at any path that ends with that too. */
export function getPlaygroundOptions(
  endpoint: string,
  request: Request,
  context: ServerContext,
): GraphiQLOptions | false {
  if (getPathname(request.url) !== endpoint) return false;
  // Yoga answers before any other plugin has started the request.
  getRequestState(request, context);
  return options;
}

let cachedPage: string | undefined;

/** Returns the page of GraphiQL, which needs no other host. */
export function renderPlayground(): string {
  cachedPage ??= prefillFromUrl(renderGraphiQL(options));
  return cachedPage;
}
