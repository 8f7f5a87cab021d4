import { useQuery } from '../../api/use-query.ts';
import { Coverage } from '../../components/coverage.tsx';
import { Excerpt } from '../../components/excerpt.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryLink } from '../../components/record-links.tsx';
import { RecordSearch } from '../../components/search/record-search.tsx';
import { StatTile, StatTiles } from '../../components/stat-tile.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatInstant } from '../../format/date.ts';
import { getTypeLabel, humanizeEnum } from '../../format/labels.ts';
import { buildEntryPath, paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { type Home, HomeDocument } from './generated/operations.ts';
import './home.css';
import { HomeMap } from './home-map.tsx';
import { Questions } from './questions.tsx';
import { QuotationOfTheDay, selectQuotation } from './quotation.tsx';

const examples = ['Kazakhstan', 'Obama', 'vassal'];

export function View() {
  usePageTitle('Chancery');
  const query = useQuery(HomeDocument, {});
  return (
    <div className="home">
      <div className="home-hero">
        <div>
          <h1>Who visited whom, what was said, and what followed</h1>
          <p className="lead">
            A record of diplomacy in which every fact is dated and cites its source, down to the words.
          </p>
          <RecordSearch size="large" />
          <p className="minor">
            Try{' '}
            {examples.map((text, index) => (
              <span key={text}>
                {index > 0 && ', '}
                <Link href={buildUrl(paths.search, { text })}>{text}</Link>
              </span>
            ))}
          </p>
          <div className="home-counts">
            <Counts data={query.data} />
          </div>
          <div className="home-quotation">{query.data && <Quotation data={query.data} />}</div>
        </div>
        <HomeMap />
      </div>
      <section>
        <h2>Questions</h2>
        <Questions />
      </section>
      <QueryBoundary query={query} subject="the overview">
        {(data) => (
          <div className="home-columns">
            <NewestEntries entries={data.newest.nodes} />
            <RecentChanges changes={data.changes.nodes} />
          </div>
        )}
      </QueryBoundary>
      <section id="coverage">
        <h2>Coverage</h2>
        <Excerpt lines={10} label="Show all coverage">
          <Coverage />
        </Excerpt>
      </section>
      <div className="tools">
        <QueryButton document={HomeDocument} variables={{}} />
      </div>
    </div>
  );
}

const counted = [
  ['visits', 'visits', paths.visits],
  ['statements', 'statements', paths.statements],
  ['tradeFlows', 'trade flows', paths.tradeFlows],
  ['tradeLinks', 'trade links', paths.tradeLinks],
  ['agreements', 'agreements', paths.agreements],
  ['positions', 'positions', paths.positions],
  ['countries', 'countries', paths.countries],
  ['people', 'people', paths.people],
] as const;

/** The numbers of records, each a link to their list. Before they arrive, the tiles take the same space. */
const Counts = ({ data }: { data: Home | undefined }) => (
  <StatTiles>
    {counted.map(([field, label, href]) => (
      <StatTile key={field} value={data ? data[field].totalCount : '…'} label={label} href={href} />
    ))}
  </StatTiles>
);

function Quotation({ data }: { data: Home }) {
  const quotation = selectQuotation(data.quotations.nodes, new Date());
  return quotation ? <QuotationOfTheDay quotation={quotation} /> : null;
}

const NewestEntries = ({ entries }: { entries: Home['newest']['nodes'] }) => (
  <section>
    <h2>Newest entries</h2>
    <ol className="entries brief">
      {entries.map(({ __typename, key, summary, date, disputed }) => (
        <li key={key} className="entry">
          <EntryLink entry={{ key, summary }} />
          <p className="minor">
            {getTypeLabel(__typename)}, <FuzzyDateText date={date} />{' '}
            {disputed && <span className="tag disputed">disputed</span>}
          </p>
        </li>
      ))}
    </ol>
  </section>
);

const RecentChanges = ({ changes }: { changes: Home['changes']['nodes'] }) => (
  <section>
    <h2>What is new</h2>
    <ol className="entries brief">
      {changes.toReversed().map(({ sequence, recordedAt, action, noun, key, entry }) => (
        <li key={sequence} className="entry">
          {entry ? <Link href={buildEntryPath(entry.key)}>{entry.summary}</Link> : <code>{key}</code>}
          <p className="minor">
            {humanizeEnum(noun)} {humanizeEnum(action)} on{' '}
            <time dateTime={recordedAt}>{formatInstant(recordedAt)}</time>
          </p>
        </li>
      ))}
    </ol>
  </section>
);
