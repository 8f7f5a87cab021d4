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
  const asked = useQuery(SearchDocument, variables);
  if (variables === null)
    return (
      <>
        <h1>Search</h1>
        <p>Type what you look for above: a country, a person, or words of what was said.</p>
      </>
    );
  return (
    <>
      <h1>Search: {text}</h1>
      <div class="tools">
        <QueryButton document={SearchDocument} variables={variables} call={{ name: 'search.list', args: variables }} />
      </div>
      <QueryBoundary of={asked} what="what was found">
        {({ search: { totalCount, edges, pageInfo } }) =>
          edges.length === 0 ? (
            <EmptyResult what={`Nothing on record holds “${text}”`} />
          ) : (
            <>
              <p role="status">{formatCount(totalCount, 'result')}</p>
              <ol class="entries">
                {edges.map((edge) => (
                  <SearchResultItem key={edge.node.id} of={edge} />
                ))}
              </ol>
              {/* The API's search goes forward only; Back leads back. */}
              <Pager info={{ ...pageInfo, hasPreviousPage: false }} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

function SearchResultItem({ of: { highlights, node } }: { of: Search['search']['edges'][number] }) {
  const entry = 'summary' in node;
  return (
    <li class="entry">
      <p class="entry-head">
        {entry ? <EntryLink of={node} /> : 'name' in node && <PartyLink of={node} />}
        <span class="tag">{getTypeLabel(node.__typename)}</span>
        {entry && <FuzzyDateText of={node.date} />}
      </p>
      {highlights.map((highlight) => (
        <p key={highlight} class="minor">
          <HighlightedText pieces={parseHighlight(highlight)} />
        </p>
      ))}
    </li>
  );
}
