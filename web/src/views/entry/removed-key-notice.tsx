import { useEffect, useRef, useState } from 'preact/hooks';
import { request } from '../../api/client.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { EntryLink } from '../../components/record-links.tsx';
import { formatInstant } from '../../format/edtf.ts';
import { humanizeEnum } from '../../format/labels.ts';
import { type LastChanges, LastChangesDocument } from './generated/operations.ts';

type Change = LastChanges['changes']['nodes'][number];

interface ChangeSearch {
  readonly searchedCount: number;
  readonly removal?: Change;
  /** Where the changes go on that were not looked through; null at the first of all. */
  readonly before: string | null;
}

/** What the changes of the record tell of a key that names nothing any more. The newest are looked through at once, all the others on request. */
export function RemovedKeyNotice({ of: key }: { of: string }) {
  const [looked, setLooked] = useState<ChangeSearch>();
  const [looking, setLooking] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);

  const look = async (pages: number, from: ChangeSearch | undefined): Promise<void> => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setError(undefined);
    setLooking(true);
    try {
      let at = from;
      for (let page = 0; page < pages; page += 1) {
        at = await searchNextPage(key, at, mine.signal);
        setLooked(at);
        if (at.removal || at.before === null) break;
      }
    } catch (cause) {
      if (!mine.signal.aborted) setError(cause);
    }
    if (running.current === mine) setLooking(false);
  };

  useEffect(() => {
    setLooked(undefined);
    void look(1, undefined);
    return () => running.current?.abort();
  }, [key]);

  if (error !== undefined)
    return (
      <ErrorNotice
        error={error}
        what="the changes of the record"
        retry={() => void look(looked ? Number.POSITIVE_INFINITY : 1, looked)}
      />
    );
  if (looked?.removal) return <RemovalNotice of={looked.removal} />;
  if (!looked) return null;
  return (
    <p role="status">
      {looked.before === null
        ? `None of the ${looked.searchedCount.toLocaleString('en')} changes of the record withdrew or merged anything called so.`
        : `None of the last ${looked.searchedCount.toLocaleString('en')} changes withdrew or merged anything called so. `}
      {looked.before !== null &&
        (looking ? (
          <button type="button" onClick={() => running.current?.abort()}>
            Stop
          </button>
        ) : (
          <button type="button" onClick={() => void look(Number.POSITIVE_INFINITY, looked)}>
            Look through all
          </button>
        ))}
    </p>
  );
}

async function searchNextPage(key: string, from: ChangeSearch | undefined, signal: AbortSignal): Promise<ChangeSearch> {
  const { changes } = await request(LastChangesDocument, { ...(from?.before && { before: from.before }) }, { signal });
  const found = changes.nodes.findLast(
    (one) => one.key === key && (one.action === 'WITHDRAWN' || one.action === 'MERGED'),
  );
  return {
    searchedCount: (from?.searchedCount ?? 0) + changes.nodes.length,
    before: changes.pageInfo.hasPreviousPage ? changes.pageInfo.startCursor : null,
    ...(found && { removal: found }),
  };
}

const RemovalNotice = ({ of: { key, noun, action, recordedAt, by, reason, mergedInto } }: { of: Change }) => (
  <div class="notice fate">
    <p>
      The {humanizeEnum(noun)} “{key}” was {humanizeEnum(action)}
      {mergedInto && (
        <>
          {' '}
          into <EntryLink of={{ key: mergedInto }} />
        </>
      )}{' '}
      on <time dateTime={recordedAt}>{formatInstant(recordedAt)}</time> by {by}
      {reason ? `: ${reason}` : '.'}
    </p>
  </div>
);
