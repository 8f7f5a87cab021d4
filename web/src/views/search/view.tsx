import { useQuery } from '../../api/use-query.ts';
import { EmptyResult } from '../../components/empty-result.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { Pager } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { parseHighlight } from '../../format/highlight.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { type Search, SearchDocument } from './generated/operations.ts';

export function View() {
  const { params } = useUrlState();
  const text = params.get('text')?.trim() ?? '';
  usePageTitle(text === '' ? 'Search' : `Search: ${text}`);
  const after = params.get('after');
  const variables = text === '' ? null : { text, ...(after && { after }) };
  const query = useQuery(SearchDocument, variables);
  if (variables === null)
    return (
      <>
        <h1>Search</h1>
        <p>Enter a country, a person or words of a statement in the search box above.</p>
      </>
    );
  return (
    <>
      <h1>Search: {text}</h1>
      <div class="tools">
        <QueryButton document={SearchDocument} variables={variables} call={{ name: 'search.list', args: variables }} />
      </div>
      <QueryBoundary query={query} subject="the results">
        {({ search: { totalCount, edges, pageInfo } }) =>
          edges.length === 0 ? (
            <EmptyResult title={`No results for “${text}”`} />
          ) : (
            <>
              <p role="status">{formatCount(totalCount, 'result')}</p>
              <ol class="entries">
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

function SearchResultItem({ edge: { highlights, node } }: { edge: Search['search']['edges'][number] }) {
  const isEntry = 'summary' in node;
  return (
    <li class="entry">
      <p class="entry-head">
        {isEntry ? <EntryLink entry={node} /> : 'name' in node && <PartyLink party={node} />}
        <span class="tag">{getTypeLabel(node.__typename)}</span>
        {isEntry && <FuzzyDateText date={node.date} />}
      </p>
      {highlights.map((highlight) => (
        <p key={highlight} class="minor">
          <HighlightedText segments={parseHighlight(highlight)} />
        </p>
      ))}
    </li>
  );
}
