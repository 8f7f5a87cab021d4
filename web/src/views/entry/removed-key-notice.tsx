import { useEffect, useRef, useState } from 'preact/hooks';
import { request } from '../../api/client.ts';
import { Failed } from '../../components/error-notice.tsx';
import { EntryLink } from '../../components/record-links.tsx';
import { instantText } from '../../format/edtf.ts';
import { lower } from '../../format/labels.ts';
import { type LastChanges, LastChangesDocument } from './generated/operations.ts';

type Change = LastChanges['changes']['nodes'][number];

interface Looked {
  readonly through: number;
  readonly found?: Change;
  /** Where the changes go on that were not looked through; null at the first of all. */
  readonly before: string | null;
}

/** What the changes of the record tell of a key that names nothing any more. The newest are looked through at once, all the others on request. */
export function Fate({ of: key }: { of: string }) {
  const [looked, setLooked] = useState<Looked>();
  const [looking, setLooking] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);

  const look = async (pages: number, from: Looked | undefined): Promise<void> => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setError(undefined);
    setLooking(true);
    try {
      let at = from;
      for (let page = 0; page < pages; page += 1) {
        at = await further(key, at, mine.signal);
        setLooked(at);
        if (at.found || at.before === null) break;
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
      <Failed
        error={error}
        what="the changes of the record"
        retry={() => void look(looked ? Number.POSITIVE_INFINITY : 1, looked)}
      />
    );
  if (looked?.found) return <Told of={looked.found} />;
  if (!looked) return null;
  return (
    <p role="status">
      {looked.before === null
        ? `None of the ${looked.through.toLocaleString('en')} changes of the record withdrew or merged anything called so.`
        : `None of the last ${looked.through.toLocaleString('en')} changes withdrew or merged anything called so. `}
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

async function further(key: string, from: Looked | undefined, signal: AbortSignal): Promise<Looked> {
  const { changes } = await request(LastChangesDocument, { ...(from?.before && { before: from.before }) }, { signal });
  const found = changes.nodes.findLast(
    (one) => one.key === key && (one.action === 'WITHDRAWN' || one.action === 'MERGED'),
  );
  return {
    through: (from?.through ?? 0) + changes.nodes.length,
    before: changes.pageInfo.hasPreviousPage ? changes.pageInfo.startCursor : null,
    ...(found && { found }),
  };
}

const Told = ({ of: { key, noun, action, recordedAt, by, reason, mergedInto } }: { of: Change }) => (
  <div class="notice fate">
    <p>
      The {lower(noun)} “{key}” was {lower(action)}
      {mergedInto && (
        <>
          {' '}
          into <EntryLink of={{ key: mergedInto }} />
        </>
      )}{' '}
      on <time dateTime={recordedAt}>{instantText(recordedAt)}</time> by {by}
      {reason ? `: ${reason}` : '.'}
    </p>
  </div>
);
