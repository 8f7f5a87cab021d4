import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { highlightMatches } from '../../format/highlight.ts';
import {
  formatCount,
  getLanguageName,
  humanizeEnum,
  renderingMethodLabels,
  statementModeLabels,
} from '../../format/labels.ts';
import type { StatementRow } from './generated/operations.ts';

/** A statement in a list, with the matches of the search marked. */
export function StatementItem({ statement, search }: { statement: StatementRow; search: string }) {
  const { key, text, mode, language, spokenLanguage, saidOn, addressees, about, renderings, visit, disputed } =
    statement;
  const isQuoted = mode === 'DIRECT' || mode === 'MIXED';
  return (
    <li className="entry">
      <p className="entry-head">
        <Speaker statement={statement} />
        <span>
          <FuzzyDateText date={saidOn} />
        </span>
        {disputed && <span className="tag disputed">disputed</span>}
      </p>
      <blockquote lang={language} className={isQuoted ? 'quoted' : 'paraphrase'}>
        <HighlightedText segments={highlightMatches(text, search)} />
      </blockquote>
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
        <div>
          <dt>Mode</dt>
          <dd>{statementModeLabels[mode]}</dd>
        </div>
        <div>
          <dt>Language</dt>
          <dd>
            {getLanguageName(language)}
            {spokenLanguage ? `, spoken in ${getLanguageName(spokenLanguage)}` : ', spoken language not stated'}
          </dd>
        </div>
        {visit && (
          <div>
            <dt>Visit</dt>
            <dd>
              <EntryLink entry={visit} />
            </dd>
          </div>
        )}
      </dl>
      {renderings.length > 0 && (
        <details open={search !== '' && !hasMatch(text, search)}>
          <summary>{formatCount(renderings.length, 'rendering')}</summary>
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
      <p>
        <EntryLink entry={{ key }}>Evidence and permalink</EntryLink> <code className="minor">{key}</code>
      </p>
    </li>
  );
}

/** The renderings are opened when only they match, so that the match is visible. */
const hasMatch = (text: string, search: string): boolean =>
  highlightMatches(text, search).some(({ isHighlighted }) => isHighlighted);

function Speaker({ statement: { speaker, speakerTerm } }: { statement: StatementRow }) {
  if (!speaker) return <strong>The source</strong>;
  const capacity =
    speakerTerm && speakerTerm.capacity !== 'INCUMBENT' ? ` (${humanizeEnum(speakerTerm.capacity)})` : '';
  return (
    <span>
      <strong>
        <PartyLink party={speaker} />
      </strong>
      {speakerTerm && `, ${speakerTerm.office.title}${capacity}`}
    </span>
  );
}
