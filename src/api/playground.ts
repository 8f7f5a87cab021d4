import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { exampleTabs } from './graphiql/example-tabs.ts';
import { prefillFromUrl } from './graphiql/prefill-from-url.ts';
import type { HttpRequest, HttpResponse } from './http-types.ts';

let cachedPage: Buffer | undefined;

/** GraphiQL whole, in one page; a browser that opens the address asks for it. */
export function playgroundResponse(): HttpResponse {
  cachedPage ??= Buffer.from(
    prefillFromUrl(renderGraphiQL({ title: 'Chancery', defaultTabs: exampleTabs.map(({ query }) => ({ query })) })),
  );
  return { status: 200, headers: { 'content-type': 'text/html' }, body: cachedPage };
}

export const isPlaygroundRequest = (asked: HttpRequest): boolean =>
  asked.method === 'GET' && asked.header('accept')?.includes('text/html') === true;
