import type { RecordInputOf } from '../../model/records/index.ts';
import type { Span } from '../../model/source-text.ts';
import type { XmlFile } from '../read-xml.ts';

type SourceInput = RecordInputOf<'source'>;
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

export const createCitation = (
  source: string,
  basis: CitationInput['basis'],
  { spans = [], ...field }: { field?: string; spans?: readonly Span[] } = {},
): CitationInput => ({ source, basis, ...field, spans: [...spans] });
