import { createClient, safe } from '@chancery/sdk';

const url = new URLSearchParams(location.search).get('url') ?? 'http://localhost:4000/graphql';
// With `persisted`, queries are GETs, which the browser caches and revalidates with their ETag.
const client = createClient({ url, persisted: true, timeoutMs: 10_000 });

const form = document.querySelector('form');
const status = document.querySelector('[role=status]');
const list = document.querySelector('ol');
let last = new AbortController();

async function search() {
  last.abort();
  last = new AbortController();
  const text = String(new FormData(form).get('text'));
  const found = await safe(client.search.list({ text }, { signal: last.signal }));
  status.textContent = found.ok ? `${found.data.nodes.length} found` : `${found.error.code}: ${found.error.message}`;
  // The server returns highlights as escaped HTML, with <mark> around the matches.
  list.innerHTML = found.ok
    ? found.data.nodes.map(({ highlights }) => `<li>${highlights.join(' … ')}</li>`).join('')
    : '';
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  search().catch((reason) => reason.name === 'AbortError' || Promise.reject(reason));
});
form.requestSubmit();
