import { Badge } from '../../components/badge.tsx';
import { Excerpt } from '../../components/excerpt.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { SourceLink } from '../../components/source-link.tsx';
import { SourceRefLink } from '../../components/source-ref-link.tsx';
import { getLanguageName, humanizeEnum, renderingMethodLabels, statementModeLabels } from '../../format/labels.ts';
import { Citations } from './citations.tsx';
import type { EntryData } from './entry-fields.tsx';
import { listSources } from './list-sources.ts';

type StatementData = Extract<EntryData, { __typename: 'Statement' }>;

/** Beyond this length, the words are set smaller and cut: a speech fills many screens. */
const maxQuoteLength = 500;

/** A statement as a reader quotes it: the words, who said them in which office, when and to whom, and the source. */
export function StatementHeader({ statement }: { statement: StatementData }) {
  const { text, language, mode, speaker, speakerTerm, saidOn, addressees, about, visit, disputed } = statement;
  const isLong = text.length > maxQuoteLength;
  const isQuoted = mode === 'DIRECT' || mode === 'MIXED';
  return (
    <article className="statement-header">
      <p className="entry-head">
        <Badge tone="accent">Statement</Badge>
        <Badge>{statementModeLabels[mode]}</Badge>
        {language !== 'en' && <Badge>{getLanguageName(language)}</Badge>}
        {disputed && <Badge tone="danger">disputed</Badge>}
      </p>
      <Excerpt lines={isLong ? 14 : 40} label="Show the whole text">
        <blockquote
          id="words"
          lang={language}
          className={`${isQuoted ? 'quoted' : 'paraphrase'} ${isLong ? 'words-long' : 'words'}`}
        >
          {text}
        </blockquote>
      </Excerpt>
      <p className="attribution">
        <strong>{speaker ? <PartyLink party={speaker} /> : 'The source'}</strong>
        {speakerTerm && (
          <>
            , {speakerTerm.office.title}
            {speakerTerm.capacity !== 'INCUMBENT' && ` (${humanizeEnum(speakerTerm.capacity)})`}
          </>
        )}
        , <FuzzyDateText date={saidOn} showBasis />
      </p>
      <SourcesOfWords statement={statement} />
      <h1>{statement.summary}</h1>
      <dl className="facts">
        {addressees.length > 0 && (
          <div>
            <dt>To</dt>
            <dd>
              <PartyLinks parties={addressees} />
            </dd>
          </div>
        )}
        {about.length > 0 && (
          <div>
            <dt>About</dt>
            <dd>
              <PartyLinks parties={about} />
            </dd>
          </div>
        )}
        {visit && (
          <div>
            <dt>During</dt>
            <dd>
              <EntryLink entry={visit} />
            </dd>
          </div>
        )}
      </dl>
    </article>
  );
}

/** The sources that have the words, each with a link to its original. */
function SourcesOfWords({ statement: { citations } }: { statement: StatementData }) {
  const sources = listSources(citations.filter(({ field }) => field === 'text'));
  return sources.length === 0 ? null : (
    <p className="statement-sources">
      {sources.length === 1 ? 'Source' : 'Sources'}:{' '}
      {sources.map((source, index) => (
        <span key={source.key}>
          {index > 0 && ', '}
          <SourceRefLink source={source} />
          {source.url && (
            <>
              {' '}
              (<SourceLink name="original" url={source.url} />)
            </>
          )}
        </span>
      ))}
    </p>
  );
}

/** The words as printed and their other versions side by side, each with its sources. */
export function StatementVersions({ statement }: { statement: StatementData }) {
  const { renderings, citations } = statement;
  const ofWords = citations.filter(({ field }) => field === 'text');
  return (
    <>
      <section id="source-of-words" aria-label="Sources of the words">
        <h2>{ofWords.length === 1 ? 'Source' : 'Sources'}</h2>
        {ofWords.length > 0 ? (
          <Citations citations={ofWords} displayedWords={statement.text} />
        ) : (
          <p className="minor">No evidence cited.</p>
        )}
      </section>
      {renderings.length > 0 && (
        <section id="field-renderings">
          <h2>Other versions</h2>
          <ul className="versions">
            {groupRenderings(renderings).map(([first, ...others]) => (
              <li key={`${first.language} ${first.text}`}>
                <p className="minor">
                  <strong>{getLanguageName(first.language)}</strong>
                  {listMethods([first, ...others])}
                </p>
                <Excerpt lines={10}>
                  <blockquote lang={first.language}>{first.text}</blockquote>
                </Excerpt>
                <Citations
                  citations={[first, ...others].flatMap((rendering) => rendering.citations)}
                  displayedWords={first.text}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type Rendering = StatementData['renderings'][number];

/** Groups renderings with the same words, which several sources can have. */
const groupRenderings = (renderings: readonly Rendering[]): [Rendering, ...Rendering[]][] =>
  [...Map.groupBy(renderings, ({ language, text }) => `${language} ${text}`).values()] as [Rendering, ...Rendering[]][];

const listMethods = (renderings: readonly Rendering[]): string =>
  [
    ...new Set(
      renderings.filter(({ method }) => method !== 'UNKNOWN').map(({ method }) => renderingMethodLabels[method]),
    ),
  ]
    .map((label) => `, ${label}`)
    .join('');
