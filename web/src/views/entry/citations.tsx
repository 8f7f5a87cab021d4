import { format } from '@chancery/sdk';
import { Excerpt } from '../../components/excerpt.tsx';
import { PartyLink } from '../../components/record-links.tsx';
import { SourceLink } from '../../components/source-link.tsx';
import { SourceRefLink } from '../../components/source-ref-link.tsx';
import type { Evidence } from './generated/operations.ts';
import { SourceContext } from './source-context.tsx';

const citationBasisLabels: Readonly<Record<Evidence['basis'], string>> = {
  STATED: 'Stated in these words',
  RESOLVED: 'Stated in these words, after resolving a reference such as “he”',
  INFERRED: 'Inferred from these words',
  PARAPHRASE: 'Paraphrase: the source was seen in part, and only its sense is given',
};

/** Citations: the exact words, their position and source, and how the value follows from them. */
export const Citations = ({
  citations,
  displayedWords,
}: {
  citations: readonly Evidence[];
  /** Words that are displayed above the citations, and not repeated in them. */
  displayedWords?: string;
}) =>
  citations.length === 0 ? null : (
    <ul className="citations">
      {citations.map((citation, index) => (
        // Citations have no identity other than their position.
        <Citation key={index} citation={citation} displayedWords={displayedWords} />
      ))}
    </ul>
  );

function Citation({
  citation: { spans, source, basis, voice },
  displayedWords,
}: {
  citation: Evidence;
  displayedWords: string | undefined;
}) {
  const { publisher, title, url, publishedOn } = source;
  return (
    <li className="citation">
      {spans.length > 0 && spans.map(({ words }) => words).join(' … ') !== displayedWords && (
        <Excerpt lines={4}>
          <p className="cited">
            {spans.map(({ words, start }, index) => (
              <span key={start}>
                {index > 0 && ' … '}
                <q>{words}</q>
              </span>
            ))}
          </p>
        </Excerpt>
      )}
      <p className="minor">
        <SourceRefLink source={source} />
        {title && `, ${publisher}`}
        {publishedOn && `, published ${format(publishedOn)}`}
        {voice && (
          <>
            , according to <PartyLink party={voice} />
          </>
        )}
        {url && (
          <>
            , <SourceLink name="original" url={url} />
          </>
        )}
        . <span className="basis">{citationBasisLabels[basis]}.</span>
      </p>
      {spans.length > 0 && <SourceContext sourceKey={source.key} spans={spans} />}
    </li>
  );
}
