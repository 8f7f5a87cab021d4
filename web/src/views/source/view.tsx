import { format } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { LazySection } from '../../components/record/lazy-section.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { SourceLink } from '../../components/source-link.tsx';
import { SourceRefLink } from '../../components/source-ref-link.tsx';
import { formatDay } from '../../format/date.ts';
import { getLanguageName } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { useRouteParam } from '../../url-state.ts';
import { type SourcePage, SourcePageDocument } from './generated/operations.ts';
import { SourceCoverage } from './source-coverage.tsx';
import { SourceEntries } from './source-entries.tsx';
import { SourceText } from './source-text.tsx';

export type SourceData = NonNullable<SourcePage['source']>;

export function View() {
  const key = useRouteParam(paths.source, 'key');
  const variables = { key };
  const query = useQuery(SourcePageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the source">
      {({ source }) =>
        source ? (
          <>
            <SourceHeader source={source} variables={variables} />
            <SourceEntries source={source} />
            {source.textRetention === 'RETAINED' && (
              <LazySection id="text" key={source.key}>
                <SourceText source={source} />
              </LazySection>
            )}
            <LazySection id="coverage" key={`${source.key} coverage`}>
              <SourceCoverage sourceKey={source.key} />
            </LazySection>
          </>
        ) : (
          <UnknownRecord type="source" recordKey={key} listPath={paths.sources} />
        )
      }
    </QueryBoundary>
  );
}

function SourceHeader({ source, variables }: { source: SourceData; variables: { key: string } }) {
  const { title, publisher, url, publishedOn, retrievedOn, language, licence, derivedFrom, replaces, replacedBy } =
    source;
  return (
    <RecordHeader
      type="Source"
      name={title ?? [publisher, publishedOn && format(publishedOn)].filter(Boolean).join(', ')}
      summary={title && publisher}
      facts={[
        ['Address', url && <SourceLink name={shortenUrl(url)} url={url} />],
        ['Published', publishedOn && format(publishedOn)],
        ['Retrieved', retrievedOn && formatDay(retrievedOn)],
        ['Language', language && getLanguageName(language)],
        ['Licence', licence],
        ['Text', source.textRetention === 'HASHED' && 'only its checksum is stored'],
        ['Derived from', derivedFrom.length > 0 && <SourceLinks sources={derivedFrom} />],
        ['Replaces', replaces && <SourceLinks sources={[replaces]} />],
        ['Replaced by', replacedBy.length > 0 && <SourceLinks sources={replacedBy} />],
      ]}
      document={SourcePageDocument}
      variables={variables}
    />
  );
}

/** The host and the beginning of the path: enough to recognize an address. */
function shortenUrl(url: string): string {
  const text = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

const SourceLinks = ({
  sources,
}: {
  sources: readonly { readonly key: string; readonly publisher: string; readonly title: string | null }[];
}) =>
  sources.map((source, index) => (
    <span key={source.key}>
      {index > 0 && ', '}
      <SourceRefLink source={source} />
    </span>
  ));
