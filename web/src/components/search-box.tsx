import { useLocation } from 'preact-iso';
import { paths } from '../route-paths.ts';
import { buildUrl } from '../url-state.ts';

/** Searches the whole record. */
export function SearchBox() {
  const { route, path, query } = useLocation();
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('text') ?? '').trim();
    if (text) route(buildUrl(paths.search, { text }));
  };
  return (
    <search>
      <form class="search" action={paths.search} onSubmit={submit}>
        <label>
          <span class="visually-hidden">Search the record</span>
          <input
            type="search"
            name="text"
            placeholder="Search the record"
            defaultValue={path === paths.search ? (query.text ?? '') : ''}
          />
        </label>
        <button type="submit">Search</button>
      </form>
    </search>
  );
}
