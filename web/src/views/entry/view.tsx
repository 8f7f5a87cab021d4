import { useRoute } from 'preact-iso';
import { partiesIn } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Download } from '../../components/download-buttons.tsx';
import { FuzzyDate } from '../../components/fuzzy-date-text.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePage } from '../../components/use-page-title.ts';
import { dayText } from '../../format/fuzzy-date.ts';
import { kindOf } from '../../format/labels.ts';
import { useAddress } from '../../url-state.ts';
import { AsKnownAt, Then } from './as-known-at.tsx';
import './entry.css';
import type { EntryOnRecord } from './entry-fields.tsx';
import { History } from './entry-history.tsx';
import { evidenceColumns, evidenceRows } from './evidence-download.ts';
import { labelOf } from './field-labels.ts';
import { Fields } from './fields-with-evidence.tsx';
import { EntryDocument } from './generated/operations.ts';
import { Fate } from './removed-key-notice.tsx';
import { UnknownKey } from './unknown-key.tsx';

export function View() {
  const key = useRoute().params.key ?? '';
  const address = useAddress();
  const asKnownAt = address.params.get('asKnownAt');
  const variables = { key, ...(asKnownAt && { asKnownAt }) };
  const asked = useQuery(EntryDocument, variables);
  usePage(asked.data?.entry?.summary ?? key);
  const call = { name: 'entry', given: asKnownAt ? [key, { asKnownAt }] : [key] };
  return (
    <>
      <Answer of={asked} what={`the entry “${key}”`}>
        {({ entry }) => (
          <>
            {entry ? <Head entry={entry} asked={key} /> : <UnknownKey of={key} address={address} />}
            <Then address={address} known={entry !== null} />
            <div class="tools">
              {entry && (
                <CopyButton text={new URL(address.with({ before: undefined }), location.origin).href}>
                  Copy the permalink
                </CopyButton>
              )}
              <QueryButton document={EntryDocument} variables={variables} call={call} />
              {entry && (
                <Download
                  name={`evidence-${fileName(entry.key)}`}
                  columns={evidenceColumns}
                  pages={() => pageOf(entry)}
                />
              )}
              {(entry || asKnownAt) && <AsKnownAt address={address} />}
            </div>
            {entry && (
              <>
                <Fields entry={entry} />
                <History
                  of={key}
                  upTo={asKnownAt ? entry.revision : undefined}
                  names={partiesIn(entry)}
                  address={address}
                />
              </>
            )}
          </>
        )}
      </Answer>
      {asked.state === 'failed' && asKnownAt && (
        <p>
          <a href={address.with({ asKnownAt: undefined })}>As it stands now</a>
        </p>
      )}
    </>
  );
}

function Head({ entry, asked }: { entry: EntryOnRecord; asked: string }) {
  const disputed = [...new Set(entry.claims.map(({ field }) => field))].filter(
    (field) => entry.claims.filter((claim) => claim.field === field).length > 1,
  );
  return (
    <>
      <h1>{entry.summary}</h1>
      <p class="entry-head">
        <span class="tag">{kindOf(entry.__typename)}</span>
        <FuzzyDate of={entry.date} basis />
        {!entry.date && <span class="minor">attested on {dayText(entry.at)}</span>}
        {entry.disputed && <span class="tag disputed">disputed</span>}
      </p>
      {disputed.length > 0 && (
        <p>
          Sources disagree on:{' '}
          {disputed.map((field, index) => (
            <span key={field}>
              {index > 0 && ', '}
              <a href={`#field-${field}`}>{labelOf(field)}</a>
            </span>
          ))}
        </p>
      )}
      <p class="minor">
        Key <code>{entry.key}</code>, global id <code>{entry.id}</code>
      </p>
      {entry.key !== asked && <Fate of={asked} />}
    </>
  );
}

async function* pageOf(entry: EntryOnRecord) {
  yield evidenceRows(entry);
}

const fileName = (key: string): string => key.replace(/[^\w.-]+/g, '-');
