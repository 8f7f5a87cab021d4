import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { Link } from '../link.tsx';
import { usePageTitle } from '../use-page-title.ts';

/** A key that no record has: mistyped, or withdrawn. */
export function UnknownRecord({ type, recordKey, listPath }: { type: string; recordKey: string; listPath: string }) {
  usePageTitle(`No such ${type}`);
  return (
    <>
      <h1>No such {type}</h1>
      <p>
        No {type} has the key <code>{recordKey}</code>. Check the address for typing errors; the record may also have
        been withdrawn. <Link href={buildUrl(paths.search, { text: recordKey })}>Search for “{recordKey}”</Link> or see
        the <Link href={listPath}>list</Link>.
      </p>
    </>
  );
}
