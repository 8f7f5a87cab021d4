import { useQuery } from '../../api/use-query.ts';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { buildEntryPath, paths } from '../../route-paths.ts';
import { useRouteParam } from '../../url-state.ts';
import './embed-statement.css';
import { type EmbeddedStatement, EmbeddedStatementDocument } from './generated/operations.ts';

/** A quotation alone, for pages of other sites. */
export function View() {
  usePageTitle('Quotation');
  const key = useRouteParam(paths.embedStatement, 'key');
  const query = useQuery(EmbeddedStatementDocument, { key });
  return (
    <QueryBoundary query={query} subject="the quotation">
      {({ statement }) => (statement ? <Quotation statement={statement} /> : <p>No statement has the key “{key}”.</p>)}
    </QueryBoundary>
  );
}

function Quotation({ statement }: { statement: NonNullable<EmbeddedStatement['statement']> }) {
  const { key, summary, text, language, mode, saidOn, speaker, speakerTerm, citations } = statement;
  const sources = [...new Map(citations.map(({ source }) => [source.key, source])).values()];
  const isQuoted = mode === 'DIRECT' || mode === 'MIXED';
  return (
    <figure className="embed-statement">
      <h1 className="visually-hidden">{summary}</h1>
      <blockquote lang={language} className={isQuoted ? 'quoted' : 'paraphrase'}>
        {text}
      </blockquote>
      <figcaption>
        <p>
          <strong>{speaker?.name ?? 'The source'}</strong>
          {speakerTerm && `, ${speakerTerm.office.title}`}, <FuzzyDateText date={saidOn} />
        </p>
        <p className="minor">
          Source:{' '}
          {sources.map(({ key: source, publisher, title, url }, index) => (
            <span key={source}>
              {index > 0 && '; '}
              {url ? <a href={url}>{title ?? publisher}</a> : (title ?? publisher)}
            </span>
          ))}
          . <Link href={buildEntryPath(key)}>Evidence at Chancery</Link>
        </p>
      </figcaption>
    </figure>
  );
}
