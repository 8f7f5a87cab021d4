import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { Link } from '../link.tsx';
import { usePageTitle } from '../use-page-title.ts';

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A key that no record has: mistyped, or withdrawn. */
export function UnknownRecord({ type, recordKey, listPath }: { type: string; recordKey: string; listPath: string }) {
  const title = `${capitalize(type)} not found`;
  usePageTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <p>
        No {type} has the key <code>{recordKey}</code>. The address may be misspelt, or the record was withdrawn.
      </p>
      <p>
        <Link href={buildUrl(paths.search, { text: recordKey })}>Search for “{recordKey}”</Link> or{' '}
        <Link href={listPath}>show the list</Link>.
      </p>
    </>
  );
}
