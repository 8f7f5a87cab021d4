import type { FuzzyDate } from '@chancery/sdk';
import { humanizeEnum } from '../../format/labels.ts';
import { Excerpt } from '../excerpt.tsx';
import { RecordLink } from '../record-link.tsx';
import { PartyLink } from '../record-links.tsx';
import { formatTermPeriod } from '../term-period.ts';

interface TermRow {
  readonly key: string;
  readonly capacity: string;
  readonly attestedUntil: string | null;
  readonly start: FuzzyDate | null;
  readonly end: FuzzyDate | null;
  readonly office: { readonly __typename: string; readonly key: string; readonly title: string };
  readonly person: { readonly __typename: string; readonly key: string; readonly name: string };
}

/**
 * Terms of office with a bar each, on the years from the first to the last. Shows the office, the person, or both. Bars
 * that would all be equal are left out.
 */
export function TermList({
  terms,
  show,
  lines = 16,
}: {
  terms: readonly TermRow[];
  show: 'office' | 'person' | 'both';
  /** The lines that are shown at first. */
  lines?: number;
}) {
  const extent = getExtent(terms);
  return (
    <Excerpt lines={lines} label={`Show all ${terms.length} terms`}>
      <ol className="term-list">
        {extent && (
          <li className="term-axis-row" aria-hidden="true">
            <span />
            <span className="term-axis">
              <span>{Math.floor(extent.from)}</span>
              <span>{Math.floor(extent.from + extent.length)}</span>
            </span>
          </li>
        )}
        {terms.map((term) => (
          <li key={term.key}>
            <span>
              {show !== 'office' && <PartyLink party={term.person} />}
              {show === 'both' && ', '}
              {show !== 'person' && <RecordLink record={{ ...term.office, name: term.office.title }} />}
              {term.capacity !== 'INCUMBENT' && <span className="minor"> ({humanizeEnum(term.capacity)})</span>}
              <span className="term-period">{formatTermPeriod(term) || 'dates unknown'}</span>
            </span>
            <TermBar term={term} extent={extent} />
          </li>
        ))}
      </ol>
    </Excerpt>
  );
}

const toYears = (day: string): number => Date.parse(day) / 31_557_600_000 + 1970;
const startOf = ({ start }: TermRow): string | undefined => start?.earliest ?? undefined;
const endOf = ({ end, attestedUntil }: TermRow): string | undefined =>
  end?.latest ?? end?.earliest ?? attestedUntil ?? undefined;

function getExtent(terms: readonly TermRow[]): { from: number; length: number } | undefined {
  if (new Set(terms.map((term) => `${startOf(term)} ${endOf(term)}`)).size < 2) return undefined;
  const years = terms.flatMap((term) => [startOf(term), endOf(term)]).flatMap((day) => (day ? [toYears(day)] : []));
  const [from, to] = [Math.min(...years), Math.max(...years)];
  return to > from ? { from, length: to - from } : undefined;
}

function TermBar({ term, extent }: { term: TermRow; extent: ReturnType<typeof getExtent> }) {
  const [start, end] = [startOf(term), endOf(term)];
  if (!extent || !start) return null;
  const left = ((toYears(start) - extent.from) / extent.length) * 100;
  const width = (((end ? toYears(end) : toYears(start)) - toYears(start)) / extent.length) * 100;
  return (
    <span className="bar-list-track" aria-hidden="true">
      <span
        className="bar-list-bar"
        style={{ marginLeft: `${Math.min(left, 99)}%`, width: `${Math.max(width, 1)}%` }}
      />
    </span>
  );
}
