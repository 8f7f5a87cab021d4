import type { RecordInputOf } from '../../model/records/index.ts';
import type { Span } from '../../model/source-text.ts';
import type { XmlFile } from '../read-xml.ts';
import type { Leg } from './leg.ts';
import type { Role } from './terms.ts';

type SourceInput = RecordInputOf<'source'>;
type CoverageInput = RecordInputOf<'coverage'>;
export type CitationInput = NonNullable<RecordInputOf<'visit'>['citations']>[number];

const siteUrl = 'https://history.state.gov/departmenthistory';

/**
 * Creates the source record of a file. Its digest identifies the text that citations quote; `page` has
 * the same content on the publisher's site.
 */
export const createSourceRecord = (
  file: XmlFile,
  { key, title, page }: { key: string; title: string; page: string },
): SourceInput => ({
  noun: 'source',
  key,
  publisher: 'Office of the Historian, U.S. Department of State',
  title,
  url: `${siteUrl}/${page}`,
  language: 'en',
  ...(file.text ? { text: file.text } : { sha256: file.sha256 }),
  licence: 'Public domain (work of the U.S. government); CC0 1.0 elsewhere',
});

/** Creates the coverage of a file: the days from its first to its last leg. */
export function createCoverageRecord(source: string, legs: readonly Leg[]): CoverageInput | undefined {
  const [first] = legs;
  if (!first) return undefined;
  const days = legs.flatMap(({ start, end }) => [start, end ?? start]).toSorted();
  return {
    noun: 'coverage',
    source,
    about: `Travels abroad of ${first.name} (${roleLabels[first.role]})`,
    start: days[0],
    end: days.at(-1),
    note: 'Every leg of the file is a visit. Travels at home are not listed.',
  };
}

const roleLabels: Readonly<Record<Role, string>> = { president: 'president', secretary: 'secretary of state' };

export const createCitation = (
  source: string,
  basis: CitationInput['basis'],
  { spans = [], ...field }: { field?: string; spans?: readonly Span[] } = {},
): CitationInput => ({ source, basis, ...field, spans: [...spans] });
