import { useEffect, useRef, useState } from 'react';
import { request } from '../../api/client.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { EntryLink } from '../../components/record-links.tsx';
import { formatInstant } from '../../format/date.ts';
import { humanizeEnum } from '../../format/labels.ts';
import { type LastChanges, LastChangesDocument } from './generated/operations.ts';

type Change = LastChanges['changes']['nodes'][number];

interface ChangeSearch {
  readonly searchedCount: number;
  readonly removal?: Change;
  /** The cursor of the older changes, which have not been searched; null if all have been. */
  readonly before: string | null;
}

/** Searches the changes of the record for a key that no longer exists: the latest page at once, older pages on request. */
export function RemovedKeyNotice({ entryKey }: { entryKey: string }) {
  const [search, setSearch] = useState<ChangeSearch>();
  const [isSearching, setIsSearching] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);

  const runSearch = async (maxPages: number, from: ChangeSearch | undefined): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setError(undefined);
    setIsSearching(true);
    try {
      let current = from;
      for (let page = 0; page < maxPages; page += 1) {
        current = await searchNextPage(entryKey, current, controller.signal);
        setSearch(current);
        if (current.removal || current.before === null) break;
      }
    } catch (cause) {
      if (!controller.signal.aborted) setError(cause);
    }
    if (running.current === controller) setIsSearching(false);
  };

  useEffect(() => {
    setSearch(undefined);
    void runSearch(1, undefined);
    return () => running.current?.abort();
  }, [entryKey]);

  if (error !== undefined)
    return (
      <ErrorNotice
        error={error}
        subject="the changes of the record"
        onRetry={() => void runSearch(search ? Number.POSITIVE_INFINITY : 1, search)}
      />
    );
  if (search?.removal) return <RemovalNotice change={search.removal} />;
  if (!search) return null;
  const count = search.searchedCount.toLocaleString('en');
  return (
    <p role="status">
      {search.before === null
        ? `None of the ${count} changes of the record withdrew or merged an entry with this key.`
        : `None of the last ${count} changes withdrew or merged an entry with this key. `}
      {search.before !== null &&
        (isSearching ? (
          <button type="button" onClick={() => running.current?.abort()}>
            Stop
          </button>
        ) : (
          <button type="button" onClick={() => void runSearch(Number.POSITIVE_INFINITY, search)}>
            Search all changes
          </button>
        ))}
    </p>
  );
}

async function searchNextPage(key: string, from: ChangeSearch | undefined, signal: AbortSignal): Promise<ChangeSearch> {
  const { changes } = await request(LastChangesDocument, { ...(from?.before && { before: from.before }) }, { signal });
  const removal = changes.nodes.findLast(
    (change) => change.key === key && (change.action === 'WITHDRAWN' || change.action === 'MERGED'),
  );
  return {
    searchedCount: (from?.searchedCount ?? 0) + changes.nodes.length,
    before: changes.pageInfo.hasPreviousPage ? changes.pageInfo.startCursor : null,
    ...(removal && { removal }),
  };
}

const RemovalNotice = ({ change: { key, noun, action, recordedAt, by, reason, mergedInto } }: { change: Change }) => (
  <div className="notice removal">
    <p>
      The {humanizeEnum(noun)} “{key}” was {humanizeEnum(action)}
      {mergedInto && (
        <>
          {' '}
          into <EntryLink entry={{ key: mergedInto }} />
        </>
      )}{' '}
      on <time dateTime={recordedAt}>{formatInstant(recordedAt)}</time> by {by}
      {reason ? `: ${reason}` : '.'}
    </p>
  </div>
);
