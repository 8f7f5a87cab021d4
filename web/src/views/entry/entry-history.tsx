import { collectPartyNames } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { Excerpt } from '../../components/excerpt.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { formatInstant } from '../../format/date.ts';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import type { UrlState } from '../../url-state.ts';
import { AsKnownAtForm } from './as-known-at.tsx';
import { EvidenceDiff } from './evidence-diff.tsx';
import { getFieldLabel } from './field-labels.ts';
import { FieldValue, type PartyNames } from './field-value.tsx';
import { type EntryHistory, EntryHistoryDocument } from './generated/operations.ts';

type Revision = NonNullable<EntryHistory['entry']>['history']['nodes'][number];

/** The history of an entry, newest change first. Changes after `lastKnownSequence` were not known to the version shown. */
export function HistorySection({
  entryKey,
  lastKnownSequence,
  partyNames,
  urlState,
}: {
  entryKey: string;
  lastKnownSequence: number | undefined;
  partyNames: PartyNames;
  urlState: UrlState;
}) {
  const before = urlState.params.get('before');
  const query = useQuery(EntryHistoryDocument, { key: entryKey, last: 20, ...(before && { before }) });
  return (
    <section>
      <h2 id="history">History</h2>
      <QueryBoundary query={query} subject="the history">
        {({ entry }) =>
          entry === null ? (
            <p>The entry has been withdrawn.</p>
          ) : (
            <>
              <div className="tools history-tools">
                <span>{formatCount(entry.history.totalCount, 'change')}, newest first.</span>
                <AsKnownAtForm urlState={urlState} />
              </div>
              <ol className="revisions">
                {entry.history.nodes.toReversed().map((revision) => (
                  <RevisionItem
                    key={revision.sequence}
                    revision={revision}
                    isUnknownThen={lastKnownSequence !== undefined && revision.sequence > lastKnownSequence}
                    partyNames={collectPartyNames(entry, new Map(partyNames))}
                    urlState={urlState}
                  />
                ))}
              </ol>
              {(before || entry.history.pageInfo.hasPreviousPage) && (
                <nav className="pager" aria-label="Pages of the history">
                  {before && <Link href={urlState.urlWith({ before: undefined })}>← Newest changes</Link>}
                  {entry.history.pageInfo.hasPreviousPage && entry.history.pageInfo.startCursor && (
                    <Link href={urlState.urlWith({ before: entry.history.pageInfo.startCursor })}>Older changes →</Link>
                  )}
                </nav>
              )}
            </>
          )
        }
      </QueryBoundary>
    </section>
  );
}

function RevisionItem({
  revision: { sequence, action, recordedAt, knownAt, by, reason, changes },
  isUnknownThen,
  partyNames,
  urlState,
}: {
  revision: Revision;
  isUnknownThen: boolean;
  partyNames: PartyNames;
  urlState: UrlState;
}) {
  const evidence = changes.find(({ field }) => field === 'citations');
  return (
    <li className={isUnknownThen ? 'revision later-revision' : 'revision'}>
      <p className="entry-head">
        <strong>{humanizeEnum(action)}</strong>
        <span>
          known since <time dateTime={knownAt}>{formatInstant(knownAt)}</time>
        </span>
        {isUnknownThen && <span className="tag">not yet known</span>}
        <Link href={urlState.urlWith({ asKnownAt: knownAt, before: undefined })}>
          Show this version<span className="visually-hidden">, known since {formatInstant(knownAt)}</span>
        </Link>
      </p>
      {reason && <p>{reason}</p>}
      <p className="minor">
        Change {sequence}, recorded on {formatInstant(recordedAt)} by {by}
      </p>
      <details open={isUnknownThen}>
        <summary>{formatCount(changes.length, 'field')} changed</summary>
        <dl className="changed">
          {changes
            .filter((change) => change !== evidence)
            .map(({ field, from, to }) => (
              <div key={field}>
                <dt>{getFieldLabel(field)}</dt>
                <dd>
                  <Excerpt lines={6}>
                    {from !== null && (
                      <>
                        <del>
                          <FieldValue field={field} value={from} partyNames={partyNames} />
                        </del>{' '}
                        →{' '}
                      </>
                    )}
                    {to === null ? (
                      <span className="unknown">removed</span>
                    ) : (
                      <ins>
                        <FieldValue field={field} value={to} partyNames={partyNames} />
                      </ins>
                    )}
                  </Excerpt>
                </dd>
              </div>
            ))}
          {evidence && (
            <div>
              <dt>{getFieldLabel('citations')}</dt>
              <dd>
                <EvidenceDiff from={evidence.from} to={evidence.to} />
              </dd>
            </div>
          )}
        </dl>
      </details>
    </li>
  );
}
