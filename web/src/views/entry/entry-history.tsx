import { partiesIn } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { Answer } from '../../components/query-boundary.tsx';
import { instantText } from '../../format/edtf.ts';
import { counted, lower } from '../../format/labels.ts';
import type { Address } from '../../url-state.ts';
import { EvidenceChange } from './evidence-diff.tsx';
import { labelOf } from './field-labels.ts';
import { type Names, Value } from './field-value.tsx';
import { type EntryHistory, EntryHistoryDocument } from './generated/operations.ts';

type Revision = NonNullable<EntryHistory['entry']>['history']['nodes'][number];

/** What became of an entry, the newest change first. `upTo` is the last change that the version shown knows of. */
export function History({
  of,
  upTo,
  names,
  address,
}: {
  of: string;
  upTo: number | undefined;
  names: Names;
  address: Address;
}) {
  const before = address.params.get('before');
  const asked = useQuery(EntryHistoryDocument, { key: of, last: 20, ...(before && { before }) });
  return (
    <section>
      <h2 id="history">History</h2>
      <Answer of={asked} what="its history">
        {({ entry }) =>
          entry === null ? (
            <p>It has been withdrawn since.</p>
          ) : (
            <>
              <p>{counted(entry.history.totalCount, 'change')}, newest first.</p>
              <ol class="revisions">
                {entry.history.nodes.toReversed().map((revision) => (
                  <Change
                    key={revision.sequence}
                    of={revision}
                    unknown={upTo !== undefined && revision.sequence > upTo}
                    names={partiesIn(entry, new Map(names))}
                    address={address}
                  />
                ))}
              </ol>
              {(before || entry.history.pageInfo.hasPreviousPage) && (
                <nav class="pager" aria-label="Pages of the history">
                  {before && <a href={address.with({ before: undefined })}>← Newest changes</a>}
                  {entry.history.pageInfo.hasPreviousPage && entry.history.pageInfo.startCursor && (
                    <a href={address.with({ before: entry.history.pageInfo.startCursor })}>Older changes →</a>
                  )}
                </nav>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}

function Change({ of, unknown, names, address }: { of: Revision; unknown: boolean; names: Names; address: Address }) {
  const { sequence, action, recordedAt, knownAt, by, reason, changes } = of;
  const evidence = changes.find(({ field }) => field === 'citations');
  return (
    <li class={unknown ? 'revision unknown-then' : 'revision'}>
      <p class="entry-head">
        <strong>{lower(action)}</strong>
        <span>
          known since <time dateTime={knownAt}>{instantText(knownAt)}</time>
        </span>
        {unknown && <span class="tag">not known then</span>}
        <a href={address.with({ asKnownAt: knownAt, before: undefined })}>
          As known then<span class="unseen">, {instantText(knownAt)}</span>
        </a>
      </p>
      {reason && <p>{reason}</p>}
      <p class="minor">
        Change {sequence}, recorded {instantText(recordedAt)} by {by}
      </p>
      <details open={unknown}>
        <summary>{counted(changes.length, 'field')} changed</summary>
        <dl class="changed">
          {changes
            .filter((change) => change !== evidence)
            .map(({ field, from, to }) => (
              <div key={field}>
                <dt>{labelOf(field)}</dt>
                <dd>
                  {from !== null && (
                    <>
                      <del>
                        <Value field={field} value={from} names={names} />
                      </del>{' '}
                      →{' '}
                    </>
                  )}
                  {to === null ? (
                    <span class="unknown">nothing</span>
                  ) : (
                    <ins>
                      <Value field={field} value={to} names={names} />
                    </ins>
                  )}
                </dd>
              </div>
            ))}
          {evidence && (
            <div>
              <dt>{labelOf('citations')}</dt>
              <dd>
                <EvidenceChange from={evidence.from} to={evidence.to} />
              </dd>
            </div>
          )}
        </dl>
      </details>
    </li>
  );
}
