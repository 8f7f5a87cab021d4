import { collectPartyNames } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { formatInstant } from '../../format/edtf.ts';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import type { UrlState } from '../../url-state.ts';
import { EvidenceDiff } from './evidence-diff.tsx';
import { getFieldLabel } from './field-labels.ts';
import { FieldValue, type PartyNames } from './field-value.tsx';
import { type EntryHistory, EntryHistoryDocument } from './generated/operations.ts';

type Revision = NonNullable<EntryHistory['entry']>['history']['nodes'][number];

/** What became of an entry, the newest change first. `upTo` is the last change that the version shown knows of. */
export function HistorySection({
  of,
  upTo,
  names,
  address,
}: {
  of: string;
  upTo: number | undefined;
  names: PartyNames;
  address: UrlState;
}) {
  const before = address.params.get('before');
  const asked = useQuery(EntryHistoryDocument, { key: of, last: 20, ...(before && { before }) });
  return (
    <section>
      <h2 id="history">History</h2>
      <QueryBoundary of={asked} what="its history">
        {({ entry }) =>
          entry === null ? (
            <p>It has been withdrawn since.</p>
          ) : (
            <>
              <p>{formatCount(entry.history.totalCount, 'change')}, newest first.</p>
              <ol class="revisions">
                {entry.history.nodes.toReversed().map((revision) => (
                  <RevisionItem
                    key={revision.sequence}
                    of={revision}
                    unknown={upTo !== undefined && revision.sequence > upTo}
                    names={collectPartyNames(entry, new Map(names))}
                    address={address}
                  />
                ))}
              </ol>
              {(before || entry.history.pageInfo.hasPreviousPage) && (
                <nav class="pager" aria-label="Pages of the history">
                  {before && <a href={address.urlWith({ before: undefined })}>← Newest changes</a>}
                  {entry.history.pageInfo.hasPreviousPage && entry.history.pageInfo.startCursor && (
                    <a href={address.urlWith({ before: entry.history.pageInfo.startCursor })}>Older changes →</a>
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
  of,
  unknown,
  names,
  address,
}: {
  of: Revision;
  unknown: boolean;
  names: PartyNames;
  address: UrlState;
}) {
  const { sequence, action, recordedAt, knownAt, by, reason, changes } = of;
  const evidence = changes.find(({ field }) => field === 'citations');
  return (
    <li class={unknown ? 'revision unknown-then' : 'revision'}>
      <p class="entry-head">
        <strong>{humanizeEnum(action)}</strong>
        <span>
          known since <time dateTime={knownAt}>{formatInstant(knownAt)}</time>
        </span>
        {unknown && <span class="tag">not known then</span>}
        <a href={address.urlWith({ asKnownAt: knownAt, before: undefined })}>
          As known then<span class="unseen">, {formatInstant(knownAt)}</span>
        </a>
      </p>
      {reason && <p>{reason}</p>}
      <p class="minor">
        Change {sequence}, recorded {formatInstant(recordedAt)} by {by}
      </p>
      <details open={unknown}>
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
                        <FieldValue field={field} value={from} names={names} />
                      </del>{' '}
                      →{' '}
                    </>
                  )}
                  {to === null ? (
                    <span class="unknown">nothing</span>
                  ) : (
                    <ins>
                      <FieldValue field={field} value={to} names={names} />
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
