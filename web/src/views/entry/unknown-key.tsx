import { Empty } from '../../components/empty-result.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { PartyLink } from '../../components/record-links.tsx';
import { kindOf, lower } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import type { Address } from '../../url-state.ts';
import { addressOf } from '../../url-state.ts';
import { useParty } from '../timeline/find-party.ts';
import { Fate } from './removed-key-notice.tsx';

/** No entry has such a key: it may be a party's, or what was called so may have been withdrawn. */
export function UnknownKey({ of: key, address }: { of: string; address: Address }) {
  const asked = useParty(key);
  if (address.params.get('asKnownAt')) return <h1>{key}</h1>;
  return (
    <Answer of={asked} what={`what “${key}” is`}>
      {({ party }) =>
        party ? (
          <>
            <h1>This is no entry, but a {lower(kindOf(party.__typename))}</h1>
            <p>
              “{key}” is the key of {party.name}. See all that is on record of it: <PartyLink of={party} />
            </p>
          </>
        ) : (
          <>
            <h1>No entry has this key</h1>
            <Fate of={key} />
            <p>
              <a href={addressOf(paths.search, { text: key })}>Search the record for “{key}”</a>, or go to the{' '}
              <a href={paths.front}>front page</a>.
            </p>
            <Empty what={`Nothing on record is called “${key}”`}>
              <p>It may have been withdrawn, or the address be mistyped.</p>
            </Empty>
          </>
        )
      }
    </Answer>
  );
}
