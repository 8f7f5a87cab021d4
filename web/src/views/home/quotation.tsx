import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { SourceLink } from '../../components/source-link.tsx';
import { getLanguageName } from '../../format/labels.ts';
import type { Quotation } from './generated/operations.ts';

const msPerDay = 86_400_000;

/** One of the quotations that are short enough to be read at a glance; another one every day. */
export function selectQuotation(quotations: readonly Quotation[], now: Date): Quotation | undefined {
  const readable = quotations.filter(({ speaker, text }) => speaker && text.length >= 60 && text.length <= 320);
  return readable[Math.floor(now.getTime() / msPerDay) % readable.length];
}

export const QuotationOfTheDay = ({ quotation }: { quotation: Quotation }) => (
  <figure className="quotation">
    <blockquote className="quoted" lang={quotation.language}>
      {quotation.text}
    </blockquote>
    <figcaption>
      <strong>{quotation.speaker && <PartyLink party={quotation.speaker} />}</strong>
      {quotation.speakerTerm && `, ${quotation.speakerTerm.office.title}`}, <FuzzyDateText date={quotation.saidOn} />
      <br />
      <span className="minor">
        {quotation.language !== 'en' && `In ${getLanguageName(quotation.language)}. `}
        {quotation.citations[0] && (
          <>
            Source:{' '}
            <SourceLink
              name={quotation.citations[0].source.title ?? quotation.citations[0].source.publisher}
              url={quotation.citations[0].source.url}
            />
            .{' '}
          </>
        )}
        <EntryLink entry={quotation}>Evidence and translations</EntryLink>
      </span>
    </figcaption>
  </figure>
);
