import { Badge, StatusBadge } from '../../components/badge.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { PartyLinks } from '../../components/record-links.tsx';
import { SourceRefLink } from '../../components/source-ref-link.tsx';
import { formatDay } from '../../format/date.ts';
import { getTypeLabel } from '../../format/labels.ts';
import type { EntryData } from './entry-fields.tsx';
import { listSources } from './list-sources.ts';

type Parties = readonly { readonly key: string; readonly name: string }[];

/** What happened, when, between whom, and the sources. The fields with their evidence are below. */
export function SummaryHeader({ entry }: { entry: EntryData }) {
  const status = getStatus(entry);
  const end = 'end' in entry ? entry.end : null;
  return (
    <article className="summary-header">
      <p className="entry-head">
        <Badge tone="accent">{getTypeLabel(entry.__typename)}</Badge>
        {status && <StatusBadge status={status} />}
        {entry.disputed && <Badge tone="danger">disputed</Badge>}
      </p>
      <h1>{entry.summary}</h1>
      <p className="attribution">
        <FuzzyDateText date={entry.date} showBasis />
        {end && end.edtf !== entry.date?.edtf && (
          <>
            {' '}
            to <FuzzyDateText date={end} />
          </>
        )}
        {!entry.date && <span className="minor"> (attested on {formatDay(entry.at)})</span>}
      </p>
      <dl className="facts">
        {listParties(entry).map(([role, parties]) => (
          <div key={role}>
            <dt>{role}</dt>
            <dd>
              <PartyLinks parties={parties} />
            </dd>
          </div>
        ))}
        <Sources entry={entry} />
      </dl>
    </article>
  );
}

/** All sources of an entry, of its claims too, each once. */
function Sources({ entry: { citations, claims } }: { entry: EntryData }) {
  const sources = listSources([...citations, ...claims.flatMap((claim) => claim.citations)]);
  return sources.length === 0 ? null : (
    <div>
      <dt>{sources.length === 1 ? 'Source' : 'Sources'}</dt>
      <dd>
        {sources.map((source, index) => (
          <span key={source.key}>
            {index > 0 && ', '}
            <SourceRefLink source={source} />
          </span>
        ))}
      </dd>
    </div>
  );
}

function getStatus(entry: EntryData): string | undefined {
  switch (entry.__typename) {
    case 'Visit':
      return entry.visitStatus;
    case 'Agreement':
      return entry.agreementStatus;
    case 'TradeLink':
      return entry.tieStatus;
    default:
      return undefined;
  }
}

function listParties(entry: EntryData): readonly (readonly [role: string, parties: Parties])[] {
  return listRoles(entry).filter(([, parties]) => parties.length > 0);
}

function listRoles(entry: EntryData): readonly (readonly [role: string, parties: Parties])[] {
  switch (entry.__typename) {
    case 'Visit':
      return [
        [entry.travellers.length === 1 ? 'Traveller' : 'Travellers', entry.travellers.map(({ party }) => party)],
        ['Host', [entry.host]],
        ['Met', entry.met],
      ];
    case 'TradeLink':
      return [
        ['Suppliers', entry.suppliers],
        ['Buyers', entry.buyers],
        ['Partners', entry.partners],
      ];
    case 'Agreement':
      return [['Signatories', entry.signatories]];
    case 'Position':
      return [
        ['Holder', [entry.holder]],
        ['Toward', entry.toward],
      ];
    case 'Figure':
      return [['About', entry.about]];
    case 'Statement':
      return [];
  }
}
