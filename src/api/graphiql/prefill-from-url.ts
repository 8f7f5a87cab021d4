const renderCall = 'YogaGraphiQL.renderYogaGraphiQL(';

// Runs in the browser, so that the page is the same for every URL and never contains user input (XSS guard).
const prefillScript = `
        const params = new URLSearchParams(location.search);
        const render = YogaGraphiQL.renderYogaGraphiQL;
        if (params.has('query')) {
          const tab = { query: params.get('query'), ...(params.has('variables') && { variables: params.get('variables') }) };
          YogaGraphiQL.renderYogaGraphiQL = (root, options) =>
            render(root, { ...options, ...tab, defaultTabs: [tab, ...options.defaultTabs] });
        }
        `;

/**
 * Adds a script to the GraphiQL page that reads the query and variables from the URL; GraphiQL
 * itself reads only the query.
 */
export function prefillFromUrl(page: string): string {
  const at = page.lastIndexOf(renderCall);
  if (at < 0) throw new Error(`The playground's page does not call ${renderCall}…).`);
  return page.slice(0, at) + prefillScript.trimStart() + page.slice(at);
}
