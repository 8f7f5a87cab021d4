import { PartyLink } from '../../components/record-links.tsx';
import { formatFuzzyDate } from '../../format/fuzzy-date.ts';
import type { Evidence } from './generated/operations.ts';

/** How a value follows from the words, in words. */
const citationBasisLabels: Readonly<Record<Evidence['basis'], string>> = {
  STATED: 'stated: the words say it',
  RESOLVED: 'resolved from context: the words say it once it is clear what they refer to',
  INFERRED: 'inferred: it follows from the words, but they do not say it',
  PARAPHRASE: 'paraphrase: the source was seen in part, its sense is given',
};

/** Evidence: the exact words, where they stand, in which source, and how the value follows from them. */
export const Citations = ({ of }: { of: readonly Evidence[] }) =>
  of.length === 0 ? null : (
    <ul class="citations">
      {of.map((citation, index) => (
        // Citations have no other identity than their place.
        <Citation key={index} of={citation} />
      ))}
    </ul>
  );

function Citation({ of: { spans, source, basis, voice } }: { of: Evidence }) {
  return (
    <li class="citation">
      {spans.length > 0 && (
        <p class="cited">
          {spans.map(({ words, start }, index) => (
            <span key={start}>
              {index > 0 && ' … '}
              <q>{words}</q>
            </span>
          ))}
        </p>
      )}
      <p class="minor">
        <SourceLink of={source} />
        {voice && (
          <>
            , in the words of <PartyLink of={voice} />
          </>
        )}
        . <span class="basis">{citationBasisLabels[basis]}.</span>
      </p>
      {spans.length > 0 && (
        <details class="minor">
          <summary>Where it stands</summary>
          {spans.map(({ start, end }) => `characters ${start} to ${end}`).join(', ')} of <code>{source.key}</code>
        </details>
      )}
    </li>
  );
}

/** An address from the record is linked only where it leads to the web. */
function SourceLink({ of: { publisher, title, url, publishedOn } }: { of: Evidence['source'] }) {
  const name = title ? `${publisher}, “${title}”` : publisher;
  return (
    <>
      {url && /^https?:\/\//i.test(url) ? (
        <a href={url} rel="noopener noreferrer" target="_blank">
          {name}
        </a>
      ) : (
        name
      )}
      {publishedOn && `, published ${publishedOn.precision === 'DAY' ? 'on ' : ''}${formatFuzzyDate(publishedOn)}`}
    </>
  );
}
