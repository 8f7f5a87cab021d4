const renderCall = 'YogaGraphiQL.renderYogaGraphiQL(';

// Read in the browser: the page stays the same for every address, and no reader's words are written into it.
const prefillScript = `
        const asked = new URLSearchParams(location.search);
        const render = YogaGraphiQL.renderYogaGraphiQL;
        if (asked.has('query')) {
          const tab = { query: asked.get('query'), ...(asked.has('variables') && { variables: asked.get('variables') }) };
          YogaGraphiQL.renderYogaGraphiQL = (root, options) =>
            render(root, { ...options, ...tab, defaultTabs: [tab, ...options.defaultTabs] });
        }
        `;

/** The playground's page, made to open with the query and the variables that its address names: GraphiQL itself reads only the query. */
export function prefillFromUrl(page: string): string {
  const at = page.lastIndexOf(renderCall);
  if (at < 0) throw new Error(`The playground's page does not call ${renderCall}…).`);
  return page.slice(0, at) + prefillScript.trimStart() + page.slice(at);
}
