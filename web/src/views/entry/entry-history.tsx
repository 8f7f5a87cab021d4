import { collectPartyNames } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { formatInstant } from '../../format/date.ts';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import type { UrlState } from '../../url-state.ts';
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
              <p>{formatCount(entry.history.totalCount, 'change')}, newest first.</p>
              <ol class="revisions">
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
                <nav class="pager" aria-label="Pages of the history">
                  {before && <a href={urlState.urlWith({ before: undefined })}>← Newest changes</a>}
                  {entry.history.pageInfo.hasPreviousPage && entry.history.pageInfo.startCursor && (
                    <a href={urlState.urlWith({ before: entry.history.pageInfo.startCursor })}>Older changes →</a>
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
    <li class={isUnknownThen ? 'revision later-revision' : 'revision'}>
      <p class="entry-head">
        <strong>{humanizeEnum(action)}</strong>
        <span>
          known since <time dateTime={knownAt}>{formatInstant(knownAt)}</time>
        </span>
        {isUnknownThen && <span class="tag">not yet known</span>}
        <a href={urlState.urlWith({ asKnownAt: knownAt, before: undefined })}>
          Show this version<span class="visually-hidden">, known since {formatInstant(knownAt)}</span>
        </a>
      </p>
      {reason && <p>{reason}</p>}
      <p class="minor">
        Change {sequence}, recorded on {formatInstant(recordedAt)} by {by}
      </p>
      <details open={isUnknownThen}>
        <summary>{formatCount(changes.length, 'field')} changed</summary>
        <dl class="changed">
          {changes
            .filter((change) => change !== evidence)
            .map(({ field, from, to }) => (
              <div key={field}>
                <dt>{getFieldLabel(field)}</dt>
                <dd>
                  {from !== null && (
                    <>
                      <del>
                        <FieldValue field={field} value={from} partyNames={partyNames} />
                      </del>{' '}
                      →{' '}
                    </>
                  )}
                  {to === null ? (
                    <span class="unknown">removed</span>
                  ) : (
                    <ins>
                      <FieldValue field={field} value={to} partyNames={partyNames} />
                    </ins>
                  )}
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
