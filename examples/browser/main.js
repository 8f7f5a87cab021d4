import { createClient, safe } from '@chancery/sdk';

const url = new URLSearchParams(location.search).get('url') ?? 'http://localhost:4000/graphql';
// Queries by their hash are GETs, which the browser keeps and asks about with their tag.
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
  // What the server answers as highlights is escaped text, with <mark> around the words that were found.
  list.innerHTML = found.ok
    ? found.data.nodes.map(({ highlights }) => `<li>${highlights.join(' … ')}</li>`).join('')
    : '';
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  search().catch((reason) => reason.name === 'AbortError' || Promise.reject(reason));
});
form.requestSubmit();
