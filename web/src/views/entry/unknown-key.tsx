import { EmptyResult } from '../../components/empty-result.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { PartyLink } from '../../components/record-links.tsx';
import { getTypeLabel, humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import type { UrlState } from '../../url-state.ts';
import { buildUrl } from '../../url-state.ts';
import { useParty } from '../timeline/find-party.ts';
import { RemovedKeyNotice } from './removed-key-notice.tsx';

/** No entry has such a key: it may be a party's, or what was called so may have been withdrawn. */
export function UnknownKey({ of: key, address }: { of: string; address: UrlState }) {
  const asked = useParty(key);
  if (address.params.get('asKnownAt')) return <h1>{key}</h1>;
  return (
    <QueryBoundary of={asked} what={`what “${key}” is`}>
      {({ party }) =>
        party ? (
          <>
            <h1>This is no entry, but a {humanizeEnum(getTypeLabel(party.__typename))}</h1>
            <p>
              “{key}” is the key of {party.name}. See all that is on record of it: <PartyLink of={party} />
            </p>
          </>
        ) : (
          <>
            <h1>No entry has this key</h1>
            <RemovedKeyNotice of={key} />
            <p>
              <a href={buildUrl(paths.search, { text: key })}>Search the record for “{key}”</a>, or go to the{' '}
              <a href={paths.home}>front page</a>.
            </p>
            <EmptyResult what={`Nothing on record is called “${key}”`}>
              <p>It may have been withdrawn, or the address be mistyped.</p>
            </EmptyResult>
          </>
        )
      }
    </QueryBoundary>
  );
}
