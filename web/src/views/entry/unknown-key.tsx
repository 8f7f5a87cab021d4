import { EmptyResult } from '../../components/empty-result.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { PartyLink } from '../../components/record-links.tsx';
import { getTypeLabel, humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import type { UrlState } from '../../url-state.ts';
import { buildUrl } from '../../url-state.ts';
import { useParty } from '../timeline/find-party.ts';
import { RemovedKeyNotice } from './removed-key-notice.tsx';

/** Explains a key that identifies no entry: it may belong to a party, or to an entry that was withdrawn or merged. */
export function UnknownKey({ entryKey, urlState }: { entryKey: string; urlState: UrlState }) {
  const query = useParty(entryKey);
  if (urlState.params.get('asKnownAt')) return <h1>{entryKey}</h1>;
  return (
    <QueryBoundary query={query} subject={`the record “${entryKey}”`}>
      {({ party }) =>
        party ? (
          <>
            <h1>This key belongs to a {humanizeEnum(getTypeLabel(party.__typename))}, not an entry</h1>
            <p>
              See everything on record about <PartyLink party={party} />.
            </p>
          </>
        ) : (
          <>
            <h1>Entry not found</h1>
            <RemovedKeyNotice entryKey={entryKey} />
            <p>
              <Link href={buildUrl(paths.search, { text: entryKey })}>Search the record for “{entryKey}”</Link> or go to
              the <Link href={paths.home}>home page</Link>.
            </p>
            <EmptyResult title={`No entry has the key “${entryKey}”`}>
              <p>Check the address for typing errors. The entry may also have been withdrawn.</p>
            </EmptyResult>
          </>
        )
      }
    </QueryBoundary>
  );
}
