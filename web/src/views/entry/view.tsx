import { useRoute } from 'preact-iso';
import { collectPartyNames } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DownloadButtons } from '../../components/download-buttons.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatDay } from '../../format/fuzzy-date.ts';
import { getTypeLabel } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { AsKnownAtForm, AsKnownAtNotice } from './as-known-at.tsx';
import './entry.css';
import type { EntryData } from './entry-fields.tsx';
import { HistorySection } from './entry-history.tsx';
import { buildEvidenceRows, evidenceColumns } from './evidence-download.ts';
import { getFieldLabel } from './field-labels.ts';
import { FieldsWithEvidence } from './fields-with-evidence.tsx';
import { EntryDocument } from './generated/operations.ts';
import { RemovedKeyNotice } from './removed-key-notice.tsx';
import { UnknownKey } from './unknown-key.tsx';

export function View() {
  const key = useRoute().params.key ?? '';
  const address = useUrlState();
  const asKnownAt = address.params.get('asKnownAt');
  const variables = { key, ...(asKnownAt && { asKnownAt }) };
  const asked = useQuery(EntryDocument, variables);
  usePageTitle(asked.data?.entry?.summary ?? key);
  const call = { name: 'entry', args: asKnownAt ? [key, { asKnownAt }] : [key] };
  return (
    <>
      <QueryBoundary of={asked} what={`the entry “${key}”`}>
        {({ entry }) => (
          <>
            {entry ? <EntryHeader entry={entry} asked={key} /> : <UnknownKey of={key} address={address} />}
            <AsKnownAtNotice address={address} known={entry !== null} />
            <div class="tools">
              {entry && (
                <CopyButton text={new URL(address.urlWith({ before: undefined }), location.origin).href}>
                  Copy the permalink
                </CopyButton>
              )}
              <QueryButton document={EntryDocument} variables={variables} call={call} />
              {entry && (
                <DownloadButtons
                  name={`evidence-${toFileName(entry.key)}`}
                  columns={evidenceColumns}
                  pages={() => evidencePages(entry)}
                />
              )}
              {(entry || asKnownAt) && <AsKnownAtForm address={address} />}
            </div>
            {entry && (
              <>
                <FieldsWithEvidence entry={entry} />
                <HistorySection
                  of={key}
                  upTo={asKnownAt ? entry.revision : undefined}
                  names={collectPartyNames(entry)}
                  address={address}
                />
              </>
            )}
          </>
        )}
      </QueryBoundary>
      {asked.state === 'failed' && asKnownAt && (
        <p>
          <a href={address.urlWith({ asKnownAt: undefined })}>As it stands now</a>
        </p>
      )}
    </>
  );
}

function EntryHeader({ entry, asked }: { entry: EntryData; asked: string }) {
  const disputed = [...new Set(entry.claims.map(({ field }) => field))].filter(
    (field) => entry.claims.filter((claim) => claim.field === field).length > 1,
  );
  return (
    <>
      <h1>{entry.summary}</h1>
      <p class="entry-head">
        <span class="tag">{getTypeLabel(entry.__typename)}</span>
        <FuzzyDateText of={entry.date} basis />
        {!entry.date && <span class="minor">attested on {formatDay(entry.at)}</span>}
        {entry.disputed && <span class="tag disputed">disputed</span>}
      </p>
      {disputed.length > 0 && (
        <p>
          Sources disagree on:{' '}
          {disputed.map((field, index) => (
            <span key={field}>
              {index > 0 && ', '}
              <a href={`#field-${field}`}>{getFieldLabel(field)}</a>
            </span>
          ))}
        </p>
      )}
      <p class="minor">
        Key <code>{entry.key}</code>, global id <code>{entry.id}</code>
      </p>
      {entry.key !== asked && <RemovedKeyNotice of={asked} />}
    </>
  );
}

async function* evidencePages(entry: EntryData) {
  yield buildEvidenceRows(entry);
}

const toFileName = (key: string): string => key.replace(/[^\w.-]+/g, '-');
