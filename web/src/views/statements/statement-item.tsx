import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { highlightMatches } from '../../format/highlight.ts';
import { formatCount, getLanguageName, humanizeEnum } from '../../format/labels.ts';
import type { StatementRow } from './generated/operations.ts';
import { statementModeOptions } from './statement-filter.ts';

const renderingMethodLabels: Readonly<Record<string, string>> = {
  ORIGINAL: 'as spoken or written',
  TRANSLATED: 'translated',
  INTERPRETED: 'interpreted as it was spoken',
  BACK_TRANSLATED: 'translated from a translation',
  UNKNOWN: 'no source says how it was rendered',
};

export const getRenderingMethodLabel = (method: string): string =>
  renderingMethodLabels[method] ?? humanizeEnum(method);

/** One statement in a list, with the words that were searched for marked. */
export function StatementItem({ of, search }: { of: StatementRow; search: string }) {
  const { key, text, mode, language, spokenLanguage, saidOn, addressees, about, renderings, visit } = of;
  const quoted = mode === 'DIRECT' || mode === 'MIXED';
  return (
    <li class="entry">
      <p class="entry-head">
        <Speaker of={of} />
        <span>
          <FuzzyDateText of={saidOn} />
        </span>
        {of.disputed && <span class="tag disputed">disputed</span>}
      </p>
      <blockquote lang={language} class={quoted ? 'quoted' : 'told'}>
        <HighlightedText pieces={highlightMatches(text, search)} />
      </blockquote>
      <dl class="facts">
        {addressees.length > 0 && (
          <div>
            <dt>To</dt>
            <dd>
              <PartyLinks of={addressees} />
            </dd>
          </div>
        )}
        {about.length > 0 && (
          <div>
            <dt>About</dt>
            <dd>
              <PartyLinks of={about} />
            </dd>
          </div>
        )}
        <div>
          <dt>Told</dt>
          <dd>{statementModeOptions.find(({ value }) => value === mode)?.text}</dd>
        </div>
        <div>
          <dt>Language</dt>
          <dd>
            printed in {getLanguageName(language)}
            {spokenLanguage
              ? `, spoken in ${getLanguageName(spokenLanguage)}`
              : ', no source says in which it was spoken'}
          </dd>
        </div>
        {visit && (
          <div>
            <dt>On</dt>
            <dd>
              <EntryLink of={visit} />
            </dd>
          </div>
        )}
      </dl>
      {renderings.length > 0 && (
        <details open={search !== '' && !hasMatch(text, search)}>
          <summary>{formatCount(renderings.length, 'rendering')}</summary>
          <ul class="renderings">
            {renderings.map((rendering, index) => (
              <li key={index}>
                <blockquote lang={rendering.language}>
                  <HighlightedText pieces={highlightMatches(rendering.text, search)} />
                </blockquote>
                <p class="minor">
                  {getLanguageName(rendering.language)}: {getRenderingMethodLabel(rendering.method)}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p>
        <EntryLink of={{ key }}>Evidence and permalink</EntryLink> <code class="minor">{key}</code>
      </p>
    </li>
  );
}

/** Found in a rendering alone: it is opened, or the reader would look for the words in vain. */
const hasMatch = (text: string, search: string): boolean =>
  highlightMatches(text, search).some(({ isHighlighted: marked }) => marked);

function Speaker({ of: { speaker, speakerTerm } }: { of: StatementRow }) {
  if (!speaker) return <strong>The source itself</strong>;
  const capacity =
    speakerTerm && speakerTerm.capacity !== 'INCUMBENT' ? ` (${humanizeEnum(speakerTerm.capacity)})` : '';
  return (
    <span>
      <strong>
        <PartyLink of={speaker} />
      </strong>
      {speakerTerm && `, ${speakerTerm.office.title}${capacity}`}
    </span>
  );
}
