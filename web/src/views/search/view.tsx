import { useQuery } from '../../api/use-query.ts';
import { Empty } from '../../components/empty-result.tsx';
import { FuzzyDate } from '../../components/fuzzy-date-text.tsx';
import { Highlighted } from '../../components/highlighted-text.tsx';
import { Pager } from '../../components/pager.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { usePage } from '../../components/use-page-title.ts';
import { piecesOfHighlight } from '../../format/highlight.ts';
import { counted, kindOf } from '../../format/labels.ts';
import { useAddress } from '../../url-state.ts';
import { type Search, SearchDocument } from './generated/operations.ts';

export function View() {
  const { params } = useAddress();
  const text = params.get('text')?.trim() ?? '';
  usePage(text === '' ? 'Search' : `Search: ${text}`);
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
        <QueryButton document={SearchDocument} variables={variables} call={{ name: 'search.list', given: variables }} />
      </div>
      <Answer of={asked} what="what was found">
        {({ search: { totalCount, edges, pageInfo } }) =>
          edges.length === 0 ? (
            <Empty what={`Nothing on record holds “${text}”`} />
          ) : (
            <>
              <p role="status">{counted(totalCount, 'result')}</p>
              <ol class="entries">
                {edges.map((edge) => (
                  <Hit key={edge.node.id} of={edge} />
                ))}
              </ol>
              {/* The API's search goes forward only; Back leads back. */}
              <Pager info={{ ...pageInfo, hasPreviousPage: false }} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function Hit({ of: { highlights, node } }: { of: Search['search']['edges'][number] }) {
  const entry = 'summary' in node;
  return (
    <li class="entry">
      <p class="entry-head">
        {entry ? <EntryLink of={node} /> : 'name' in node && <PartyLink of={node} />}
        <span class="tag">{kindOf(node.__typename)}</span>
        {entry && <FuzzyDate of={node.date} />}
      </p>
      {highlights.map((highlight) => (
        <p key={highlight} class="minor">
          <Highlighted pieces={piecesOfHighlight(highlight)} />
        </p>
      ))}
    </li>
  );
}
