import type { RecordInputOf } from '../../model/records/index.ts';
import type { Span } from '../../model/source-text.ts';
import type { XmlFile } from './xml.ts';

type SourceInput = RecordInputOf<'source'>;
export type CitationInput = NonNullable<RecordInputOf<'visit'>['citations']>[number];

const siteUrl = 'https://history.state.gov/departmenthistory';

interface SourceDetails {
  key: string;
  title: string;
  /** The page of the same content on the publisher's site. */
  page: string;
}

/** Creates the source record of a file. Its digest identifies the text that citations quote. */
export const createSourceRecord = (file: XmlFile, { key, title, page }: SourceDetails): SourceInput => ({
  noun: 'source',
  key,
  publisher: 'Office of the Historian, U.S. Department of State',
  title,
  url: `${siteUrl}/${page}`,
  language: 'en',
  sha256: file.sha256,
  licence: 'Public domain (work of the U.S. government); CC0 1.0 elsewhere',
});

export const createCitation = (
  source: string,
  basis: CitationInput['basis'],
  about: { field?: string; spans?: readonly Span[] } = {},
): CitationInput => ({
  source,
  basis,
  ...(about.field === undefined ? {} : { field: about.field }),
  spans: [...(about.spans ?? [])],
});
