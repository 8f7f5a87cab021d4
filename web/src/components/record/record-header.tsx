import type { TypedDocument } from '@chancery/sdk';
import type { ReactNode } from 'react';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { ButtonLink, getButtonClass } from '../button.tsx';
import { CopyButton } from '../copy-button.tsx';
import { QueryButton } from '../query-button.tsx';
import { usePageTitle } from '../use-page-title.ts';
import './record.css';

/** The name of a record, what it is, its facts, and what can be done with it. */
export function RecordHeader<Data, Variables>({
  type,
  name,
  summary,
  facts = [],
  timelineKey,
  document,
  variables,
}: {
  type: ReactNode;
  name: string;
  /** One line under the name. */
  summary?: ReactNode;
  /** Pairs of a label and a value. A value that is absent is left out. */
  facts?: readonly (readonly [label: string, value: ReactNode])[];
  /** The key of a party, which has a timeline. */
  timelineKey?: string;
  document: TypedDocument<Data, Variables>;
  variables: Variables;
}) {
  usePageTitle(name);
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
  return (
    <header className="record-header">
      {timelineKey && (
        <link rel="alternate" type="application/atom+xml" title={name} href={buildPartyFeedUrl(timelineKey)} />
      )}
      <p className="record-type">{type}</p>
      <h1>{name}</h1>
      {summary && <p className="lead">{summary}</p>}
      {known.length > 0 && (
        <dl className="facts">
          {known.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="tools">
        {timelineKey && <ButtonLink href={buildUrl(paths.timeline, { of: timelineKey })}>Timeline</ButtonLink>}
        {timelineKey && (
          <a className={getButtonClass({ variant: 'secondary', size: 'medium' })} href={buildPartyFeedUrl(timelineKey)}>
            Feed
          </a>
        )}
        <CopyButton text={location.origin + location.pathname}>Copy link</CopyButton>
        <QueryButton document={document} variables={variables} />
      </div>
    </header>
  );
}

/** The address of a feed of what is recorded about a party. */
const buildPartyFeedUrl = (key: string): string =>
  `/feed/entries.atom?${new URLSearchParams({ filter: JSON.stringify({ party: { key: { eq: key } } }) })}`;
