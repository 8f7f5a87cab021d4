import { format } from '@chancery/sdk';
import { PartyLink } from '../../components/record-links.tsx';
import { SourceLink } from '../../components/source-link.tsx';
import type { Evidence } from './generated/operations.ts';

const citationBasisLabels: Readonly<Record<Evidence['basis'], string>> = {
  STATED: 'Stated: the words say it',
  RESOLVED: 'Resolved: the words say it once a reference such as “he” is resolved',
  INFERRED: 'Inferred: it follows from the words',
  PARAPHRASE: 'Paraphrase: the source was seen in part, and only its sense is given',
};

const verificationLabels: Readonly<Record<Evidence['spans'][number]['verification'], string>> = {
  HELD: 'verified in the stored text',
  SENT: 'verified in the text',
  UNVERIFIED: 'not verified in the text',
};

/** Citations: the exact words, their position and source, and how the value follows from them. */
export const Citations = ({ citations }: { citations: readonly Evidence[] }) =>
  citations.length === 0 ? null : (
    <ul className="citations">
      {citations.map((citation, index) => (
        // Citations have no identity other than their position.
        <Citation key={index} citation={citation} />
      ))}
    </ul>
  );

function Citation({ citation: { spans, source, basis, voice } }: { citation: Evidence }) {
  const { publisher, title, url, publishedOn } = source;
  return (
    <li className="citation">
      {spans.length > 0 && (
        <p className="cited">
          {spans.map(({ words, start }, index) => (
            <span key={start}>
              {index > 0 && ' … '}
              <q>{words}</q>
            </span>
          ))}
        </p>
      )}
      <p className="minor">
        <SourceLink name={title ? `${publisher}, “${title}”` : publisher} url={url} />
        {publishedOn && `, published ${format(publishedOn)}`}
        {voice && (
          <>
            , according to <PartyLink party={voice} />
          </>
        )}
        . <span className="basis">{citationBasisLabels[basis]}.</span>
      </p>
      {spans.length > 0 && (
        <details className="minor">
          <summary>Position in source</summary>
          {spans
            .map(({ start, end, verification }) => `characters ${start} to ${end}, ${verificationLabels[verification]}`)
            .join('; ')}{' '}
          (<code>{source.key}</code>)
        </details>
      )}
    </li>
  );
}
