// Runs in the browser as it is, after GraphiQL's own script. The page is the same for every URL and never contains user input.

const { workers, exampleQueries } = JSON.parse(document.getElementById('playground-data').textContent);

// GraphiQL's editors load their workers by these names.
globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, name) => new URL(workers[name], document.baseURI).href,
};

const keyPrefix = 'graphiql:';
/** Never stored. The second is the choice to store headers, which an older version of this page offered. */
const forbiddenKeys = [`${keyPrefix}headers`, `${keyPrefix}shouldPersistHeaders`];
/** Their values are JSON with the headers of each tab or query. */
const keysWithHeaders = [`${keyPrefix}tabState`, `${keyPrefix}queries`, `${keyPrefix}favorites`];
const tokenPattern = /chancery_\w+/g;
const removeTokens = (text) => text.replace(tokenPattern, '');

function removeHeaders(json) {
  return JSON.stringify(JSON.parse(json), (name, value) => {
    if (name === 'headers') return null;
    return typeof value === 'string' ? removeTokens(value) : value;
  });
}

/** Stores what GraphiQL restores in the next visit, without headers and tokens: GraphiQL itself writes them to the history of queries. */
const storage = {
  get length() {
    return listStoredKeys().length;
  },
  getItem: (key) => localStorage.getItem(key),
  setItem(key, value) {
    if (forbiddenKeys.includes(key)) localStorage.removeItem(key);
    else localStorage.setItem(key, keysWithHeaders.includes(key) ? removeHeaders(value) : removeTokens(value));
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear() {
    for (const key of listStoredKeys()) localStorage.removeItem(key);
  },
};

const listStoredKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(keyPrefix));

/** Removes what older versions of this page stored. */
function cleanStorage() {
  for (const key of listStoredKeys()) {
    try {
      storage.setItem(key, localStorage.getItem(key));
    } catch {
      localStorage.removeItem(key);
    }
  }
}

/** Asks before a mutation is sent: a link, or an earlier visit through one, may have opened it. */
function confirmMutations() {
  const sendRequest = globalThis.fetch;
  const confirmed = new Set();
  globalThis.fetch = async (input, init, ...rest) => {
    const body = init?.body;
    if (mayMutate(init) && !confirmed.has(body)) {
      const { query = '', variables = {} } = typeof body === 'string' ? JSON.parse(body) : {};
      const question = 'Run this mutation? It changes the record, permanently and under the name of your token.';
      if (!globalThis.confirm(`${question}\n\n${excerpt(query)}\n\n${excerpt(JSON.stringify(variables))}`))
        return Response.json({ errors: [{ message: 'The mutation was not confirmed, so it was not sent.' }] });
      confirmed.add(body);
    }
    return sendRequest(input, init, ...rest);
  };
}

function mayMutate({ method = 'GET', body } = {}) {
  if (method.toUpperCase() === 'GET') return false;
  return typeof body !== 'string' || /\bmutation\b/.test(JSON.parse(body).query);
}

const excerpt = (text) => (text.length > 600 ? `${text.slice(0, 600)} …` : text);

/** The tab that a link opens. GraphiQL itself reads only the query, and only without example tabs. */
function readLinkedTab() {
  const params = new URLSearchParams(location.search);
  if (!params.has('query')) return undefined;
  return { query: params.get('query'), ...(params.has('variables') && { variables: params.get('variables') }) };
}

cleanStorage();
confirmMutations();
const linkedTab = readLinkedTab();
const exampleTabs = exampleQueries.map((query) => ({ query }));
globalThis.YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  title: '<a href="./">Explorer</a>',
  shouldPersistHeaders: false,
  storage,
  ...linkedTab,
  defaultTabs: linkedTab ? [linkedTab, ...exampleTabs] : exampleTabs,
});
