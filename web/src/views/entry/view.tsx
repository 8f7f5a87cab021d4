import { collectPartyNames } from '../../api/collect-party-names.ts';
import { useQuery } from '../../api/use-query.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DownloadButtons } from '../../components/download-buttons.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { paths } from '../../route-paths.ts';
import { useRouteParam, useUrlState } from '../../url-state.ts';
import { AsKnownAtForm, AsKnownAtNotice } from './as-known-at.tsx';
import './entry.css';
import { Link } from '../../components/link.tsx';
import { CiteDialog } from './cite-dialog.tsx';
import type { EntryData } from './entry-fields.tsx';
import { HistorySection } from './entry-history.tsx';
import { buildEvidenceRows, evidenceColumns } from './evidence-download.ts';
import { getFieldLabel } from './field-labels.ts';
import { FieldsWithEvidence } from './fields-with-evidence.tsx';
import { EntryDocument } from './generated/operations.ts';
import { RemovedKeyNotice } from './removed-key-notice.tsx';
import { StatementHeader, StatementVersions } from './statement-header.tsx';
import { SummaryHeader } from './summary-header.tsx';
import { UnknownKey } from './unknown-key.tsx';
import { VisitOutcome } from './visit-outcome.tsx';

export function View() {
  const key = useRouteParam(paths.entry, 'key');
  const urlState = useUrlState();
  const asKnownAt = urlState.params.get('asKnownAt');
  const variables = { key, ...(asKnownAt && { asKnownAt }) };
  const query = useQuery(EntryDocument, variables);
  usePageTitle(query.data?.entry?.summary ?? key);
  const call = { name: 'entry', args: asKnownAt ? [key, { asKnownAt }] : [key] };
  return (
    <>
      <QueryBoundary query={query} subject={`the entry “${key}”`}>
        {({ entry }) => (
          <>
            {entry ? (
              <EntryHeader entry={entry} requestedKey={key} />
            ) : (
              <UnknownKey entryKey={key} urlState={urlState} />
            )}
            <AsKnownAtNotice urlState={urlState} wasKnown={entry !== null} />
            <div className="tools">
              {entry && (
                <CopyButton text={new URL(urlState.urlWith({ before: undefined }), location.origin).href}>
                  Copy link
                </CopyButton>
              )}
              {entry && <CiteDialog entry={entry} />}
              <QueryButton document={EntryDocument} variables={variables} call={call} />
              {entry && (
                <DownloadButtons
                  fileName={`evidence-${toFileName(entry.key)}`}
                  columns={evidenceColumns}
                  fetchPages={() => listEvidencePages(entry)}
                />
              )}
              {!entry && asKnownAt && <AsKnownAtForm urlState={urlState} />}
            </div>
            {entry && (
              <>
                {entry.__typename === 'Statement' && <StatementVersions statement={entry} />}
                {entry.__typename === 'Visit' && <VisitOutcome visit={entry} />}
                <FieldsWithEvidence entry={entry} />
                <HistorySection
                  entryKey={key}
                  lastKnownSequence={asKnownAt ? entry.revision : undefined}
                  partyNames={collectPartyNames(entry)}
                  urlState={urlState}
                />
                <p className="minor">
                  Key <code>{entry.key}</code>, ID <code>{entry.id}</code>
                </p>
              </>
            )}
          </>
        )}
      </QueryBoundary>
      {query.state === 'failed' && asKnownAt && (
        <p>
          <Link href={urlState.urlWith({ asKnownAt: undefined })}>Show current version</Link>
        </p>
      )}
    </>
  );
}

function EntryHeader({ entry, requestedKey }: { entry: EntryData; requestedKey: string }) {
  const disputedFields = [...new Set(entry.claims.map(({ field }) => field))].filter(
    (field) => entry.claims.filter((claim) => claim.field === field).length > 1,
  );
  return (
    <>
      {entry.__typename === 'Statement' ? <StatementHeader statement={entry} /> : <SummaryHeader entry={entry} />}
      {disputedFields.length > 0 && (
        <p>
          Sources disagree on:{' '}
          {disputedFields.map((field, index) => (
            <span key={field}>
              {index > 0 && ', '}
              <a href={`#field-${field}`}>{getFieldLabel(field)}</a>
            </span>
          ))}
        </p>
      )}
      {entry.key !== requestedKey && <RemovedKeyNotice entryKey={requestedKey} />}
    </>
  );
}

async function* listEvidencePages(entry: EntryData) {
  yield { nodes: buildEvidenceRows(entry) };
}

const toFileName = (key: string): string => key.replace(/[^\w.-]+/g, '-');
