import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createStaticFile, type StaticFile } from '../static-file.ts';
import { exampleTabs } from './example-tabs.ts';

const browserScript = new URL('browser/playground.js', import.meta.url);

/** The folder of the playground's files, below its page. */
export const getPlaygroundFolder = (endpoint: string): string => `${endpoint}/assets/`;

/** Returns the page of the playground and the files that it loads, by path. None comes from another host. */
export async function loadPlaygroundFiles(endpoint: string): Promise<ReadonlyMap<string, StaticFile>> {
  // Nine megabytes of source, so they are not loaded with the server.
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  const files = new Map<string, StaticFile>();
  /** Adds a file with a hash of its content in its name; returns its address, relative to the page. */
  const addFile = (name: string, extension: string, type: string, content: string): string => {
    const path = `${getPlaygroundFolder(endpoint)}${name}-${hash('sha256', content).slice(0, 16)}.${extension}`;
    files.set(path, createStaticFile(type, Buffer.from(content)));
    return `.${path}`;
  };
  const addScript = (name: string, content: string): string => addFile(name, 'js', 'text/javascript', content);
  const style = addFile('graphiql', 'css', 'text/css', graphiql.css);
  const scripts = [
    addScript('graphiql', graphiql.js),
    addScript('playground', readFileSync(browserScript, 'utf8')),
  ] as const;
  const workers = {
    editorWorkerService: addScript('editor-worker', graphiql.editorWorkerService),
    json: addScript('json-worker', graphiql.jsonWorker),
    graphql: addScript('graphql-worker', graphiql.graphqlWorker),
  };
  const page = renderPage(style, scripts, { workers, exampleQueries: exampleTabs });
  return files.set(endpoint, createStaticFile('text/html', Buffer.from(page)));
}

const renderPage = (style: string, [graphiqlScript, playgroundScript]: readonly [string, string], data: object) =>
  `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Chancery playground</title>
    <link rel="icon" href="./favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${style}" />
    <script defer src="${graphiqlScript}"></script>
    <script type="module" src="${playgroundScript}"></script>
  </head>
  <body class="no-focus-outline">
    <noscript>The playground needs JavaScript.</noscript>
    <div id="root"></div>
    <script id="playground-data" type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
  </body>
</html>
`;
