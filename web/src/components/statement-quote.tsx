import { format, type RenderingMethod, type Statement } from '@chancery/sdk';
import { highlightMatches } from '../format/highlight.ts';
import {
  formatCount,
  getLanguageName,
  humanizeEnum,
  renderingMethodLabels,
  statementModeLabels,
} from '../format/labels.ts';
import { buildEntryPath } from '../route-paths.ts';
import { Badge } from './badge.tsx';
import { CopyButton } from './copy-button.tsx';
import { Excerpt } from './excerpt.tsx';
import { FuzzyDateText } from './fuzzy-date-text.tsx';
import { HighlightedText } from './highlighted-text.tsx';
import { RecordLink } from './record-link.tsx';
import { EntryLink, PartyLink, PartyLinks } from './record-links.tsx';
import { type RowCitation, RowSources } from './row-sources.tsx';
import './statement-quote.css';

interface QuotedStatement extends Statement {
  readonly citations: readonly RowCitation[];
  readonly disputed?: boolean;
  readonly renderings?: readonly {
    readonly text: string;
    readonly language: string;
    readonly method: RenderingMethod;
  }[];
}

/** A statement in a list: its words first, then who said them, when and about whom. Matches of a search are marked. */
export function StatementQuote({ statement, search = '' }: { statement: QuotedStatement; search?: string }) {
  const {
    key,
    summary,
    text,
    mode,
    language,
    saidOn,
    addressees,
    about,
    renderings = [],
    visit,
    disputed,
    citations,
  } = statement;
  const isQuoted = mode === 'DIRECT' || mode === 'MIXED';
  return (
    <div className="statement">
      <Excerpt lines={7}>
        <blockquote lang={language} className={isQuoted ? 'quoted' : 'paraphrase'}>
          <HighlightedText segments={highlightMatches(text, search)} />
        </blockquote>
      </Excerpt>
      <p className="statement-speaker">
        <Speaker statement={statement} />, <FuzzyDateText date={saidOn} />
        {disputed && (
          <>
            {' '}
            <Badge tone="danger">disputed</Badge>
          </>
        )}
      </p>
      <p className="statement-facts">
        {addressees.length > 0 && (
          <span>
            To <PartyLinks parties={addressees} />
          </span>
        )}
        {about.length > 0 && (
          <span>
            About <PartyLinks parties={about} />
          </span>
        )}
        <span>{statementModeLabels[mode]}</span>
        <span>{describeLanguages(statement)}</span>
        <span>
          Source: <RowSources citations={citations} />
        </span>
        {visit && (
          <span>
            <EntryLink entry={visit}>Visit</EntryLink>
          </span>
        )}
        <span>
          <EntryLink entry={{ key }}>Evidence</EntryLink>
        </span>
        <CopyButton variant="quiet" text={formatQuotation(statement)} label={`Copy with citation: ${summary}`}>
          Copy with citation
        </CopyButton>
      </p>
      {renderings.length > 0 && (
        <details open={search !== '' && !hasMatch(text, search)}>
          <summary>{formatCount(renderings.length, 'other version')}</summary>
          <ul className="renderings">
            {renderings.map((rendering, index) => (
              <li key={index}>
                <blockquote lang={rendering.language}>
                  <HighlightedText segments={highlightMatches(rendering.text, search)} />
                </blockquote>
                <p className="minor">
                  {getLanguageName(rendering.language)}: {renderingMethodLabels[rendering.method]}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** The language of the words, and the one that was spoken, as far as a quotation needs it. */
function describeLanguages({ mode, language, spokenLanguage }: QuotedStatement): string {
  const name = getLanguageName(language);
  if (mode !== 'DIRECT' && mode !== 'MIXED') return name;
  if (spokenLanguage === null) return `${name}, language spoken not stated`;
  return spokenLanguage === language ? name : `${name}, spoken in ${getLanguageName(spokenLanguage)}`;
}

/** The words with speaker, office, day, publisher and address, as plain text. */
function formatQuotation({ key, text, mode, speaker, speakerTerm, saidOn, citations }: QuotedStatement): string {
  const isQuoted = mode === 'DIRECT' || mode === 'MIXED';
  const attribution = [speaker?.name, speakerTerm?.office.title, format(saidOn)].filter(Boolean).join(', ');
  const publishers = [...new Set(citations.map(({ source }) => source.publisher))].join('; ');
  const url = new URL(buildEntryPath(key), location.origin).href;
  return `${isQuoted ? `“${text}”` : text} (${attribution}). ${publishers && `Source: ${publishers}. `}${url}`;
}

/** The renderings are opened when only they match, so that the match is visible. */
const hasMatch = (text: string, search: string): boolean =>
  highlightMatches(text, search).some(({ isHighlighted }) => isHighlighted);

function Speaker({ statement: { speaker, speakerTerm } }: { statement: QuotedStatement }) {
  if (!speaker) return <strong>The source</strong>;
  const capacity =
    speakerTerm && speakerTerm.capacity !== 'INCUMBENT' ? ` (${humanizeEnum(speakerTerm.capacity)})` : '';
  return (
    <>
      <strong>
        <PartyLink party={speaker} />
      </strong>
      {speakerTerm && (
        <>
          , <RecordLink record={{ ...speakerTerm.office, name: speakerTerm.office.title }} />
          {capacity}
        </>
      )}
    </>
  );
}
