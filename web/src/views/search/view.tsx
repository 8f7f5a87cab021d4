import type { SearchKind } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { EmptyResult } from '../../components/empty-result.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { Link } from '../../components/link.tsx';
import { Pager } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { RecordLink } from '../../components/record-link.tsx';
import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { RecordSearch } from '../../components/search/record-search.tsx';
import { SourceRefLink } from '../../components/source-ref-link.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { parseHighlight } from '../../format/highlight.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useUrlState } from '../../url-state.ts';
import { type Search, type SearchCounts, SearchCountsDocument, SearchDocument } from './generated/operations.ts';
import './search.css';

export function View() {
  const { params } = useUrlState();
  const text = params.get('text')?.trim() ?? '';
  usePageTitle(text === '' ? 'Search' : `Search: ${text}`);
  const [kind, after] = ['kind', 'after'].map((name) => params.get(name));
  const variables = text === '' ? null : { text, ...(kind && { kind: [kind as SearchKind] }), ...(after && { after }) };
  const query = useQuery(SearchDocument, variables);
  if (variables === null)
    return (
      <>
        <h1>Search</h1>
        <p>Enter a country, a person or words of a statement in the search box above.</p>
      </>
    );
  const count = query.data?.search.totalCount;
  return (
    <>
      <h1>Search: {text}</h1>
      <div className="search-head">
        <RecordSearch key={text} initialText={text} />
        <KindTabs text={text} />
        <div className="result-tools">
          <p role="status">{count !== undefined && formatCount(count, 'result')}</p>
          <Link href={buildUrl(paths.trade, { commodity: text })}>Trade in “{text}”</Link>
          <QueryButton
            document={SearchDocument}
            variables={variables}
            call={{ name: 'search.list', args: variables }}
          />
        </div>
      </div>
      <QueryBoundary query={query} subject="the results">
        {({ search: { suggestions, edges, pageInfo } }) =>
          edges.length === 0 ? (
            <EmptyResult title={`No results for “${text}”`}>
              <Suggestions texts={suggestions} />
            </EmptyResult>
          ) : (
            <>
              <Suggestions texts={suggestions} />
              <ol className="entries search-results">
                {edges.map((edge) => (
                  <SearchResultItem key={edge.node.id} edge={edge} />
                ))}
              </ol>
              {/* The search of the API pages forwards only. */}
              <Pager pageInfo={{ ...pageInfo, hasPreviousPage: false }} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

const kindLabels: Readonly<Record<keyof SearchCounts, string>> = {
  visit: 'Visits',
  statement: 'Statements',
  tradeLink: 'Trade links',
  agreement: 'Agreements',
  position: 'Positions',
  figure: 'Figures',
  country: 'Countries',
  person: 'People',
  organization: 'Organizations',
  group: 'Groups',
  office: 'Offices',
  source: 'Sources',
  topic: 'Topics',
};

const toSearchKind = (name: string): string => name.replace(/[A-Z]/, '_$&').toUpperCase();

/** The kinds of records that match, with their counts, as links that narrow the search to one. */
function KindTabs({ text }: { text: string }) {
  const { params } = useUrlState();
  const current = params.get('kind');
  const { data } = useQuery(SearchCountsDocument, { text });
  const counts = Object.entries(kindLabels).flatMap(([name, label]) => {
    const count = data?.[name as keyof SearchCounts].totalCount ?? 0;
    const kind = toSearchKind(name);
    return count > 0 || kind === current ? [{ kind, label, count }] : [];
  });
  return (
    <nav className="kind-tabs" aria-label="Kinds of results">
      <Link href={buildUrl(paths.search, { text })} aria-current={current === null ? 'page' : undefined}>
        All
      </Link>
      {counts.map(({ kind, label, count }) => (
        <Link
          key={kind}
          href={buildUrl(paths.search, { text, kind })}
          aria-current={kind === current ? 'page' : undefined}
        >
          {label} <span className="minor">{count.toLocaleString('en')}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Links to searches for similar names. */
const Suggestions = ({ texts }: { texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <p>
      Did you mean{' '}
      {texts.map((text, index) => (
        <span key={text}>
          {index > 0 && ' or '}
          <Link href={buildUrl(paths.search, { text })}>{text}</Link>
        </span>
      ))}
      ?
    </p>
  );

type SearchEdge = Search['search']['edges'][number];

/** The name of a record, linked to where the explorer shows it. */
function ResultLink({ node }: { node: SearchEdge['node'] }) {
  switch (node.__typename) {
    case 'Source':
      return <SourceRefLink source={{ key: node.key, publisher: node.publisher, title: node.sourceTitle }} />;
    case 'Office':
      return <RecordLink record={{ ...node, name: node.title }} />;
    case 'Topic':
      return <RecordLink record={node} />;
    default:
      return 'summary' in node ? <EntryLink entry={node} /> : 'name' in node && <PartyLink party={node} />;
  }
}

/** The title that `ResultLink` shows. */
function getTitle(node: SearchEdge['node']): string {
  if (node.__typename === 'Source') return node.sourceTitle ?? node.publisher;
  if (node.__typename === 'Office') return node.title;
  return 'summary' in node ? node.summary : 'name' in node ? node.name : '';
}

function SearchResultItem({ edge: { highlights, node } }: { edge: SearchEdge }) {
  const title = getTitle(node);
  const publisher = node.__typename === 'Source' ? node.publisher : undefined;
  const passages = highlights
    .map((highlight) => ({ highlight, segments: parseHighlight(highlight) }))
    // Shown above already.
    .filter(({ segments }) => ![title, publisher].includes(segments.map(({ text }) => text).join('')));
  return (
    <li className="entry">
      <p className="minor">
        {getTypeLabel(node.__typename)}
        {'summary' in node && (
          <>
            {' · '}
            <FuzzyDateText date={node.date} />
          </>
        )}
        {node.__typename === 'Source' && node.sourceTitle && ` · ${node.publisher}`}
      </p>
      <p className="search-result">
        <ResultLink node={node} />
      </p>
      {passages.map(({ highlight, segments }) => (
        <p key={highlight} className="minor">
          <HighlightedText segments={segments} />
        </p>
      ))}
    </li>
  );
}
