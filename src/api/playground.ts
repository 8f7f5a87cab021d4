import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { exampleTabs } from './graphiql/example-tabs.ts';
import { opensWhatIsAsked } from './graphiql/prefill-from-url.ts';
import type { Answer, Asked } from './http-types.ts';

let page: Buffer | undefined;

/** GraphiQL whole, in one page; a browser that opens the address asks for it. */
export function playground(): Answer {
  page ??= Buffer.from(
    opensWhatIsAsked(renderGraphiQL({ title: 'Chancery', defaultTabs: exampleTabs.map(({ query }) => ({ query })) })),
  );
  return { status: 200, headers: { 'content-type': 'text/html' }, body: page };
}

export const asksForPlayground = (asked: Asked): boolean =>
  asked.method === 'GET' && asked.header('accept')?.includes('text/html') === true;
