import { hash } from 'node:crypto';
import type { RecordInput, RecordInputOf } from '../../model/records/index.ts';
import { readHsLabels } from './hs-labels.ts';

/** The length of quotations that the box contains, in characters. */
const maxQuotationLength = 200;

const isShort = (words: string): boolean => [...words].length <= maxQuotationLength;

/**
 * Returns a record without what the box leaves out: texts of sources, of which the SHA-256 remains, remarks and
 * quotations of more than 200 characters, and the descriptions of commodities, of which some have a short label
 * instead. The key stays, so that an import of the source completes the record.
 */
export function reduceRecord(record: RecordInput): RecordInput {
  if (record.noun === 'source') {
    const { text, ...source } = record;
    return text === undefined ? record : { ...source, sha256: hash('sha256', text), length: [...text].length };
  }
  if (record.noun === 'commodity') return replaceDescription(record);
  if (!('citations' in record) || !record.citations) return record;
  const citations = record.citations.map((citation) => ({
    ...citation,
    ...(citation.spans && { spans: citation.spans.filter(({ words }) => isShort(words)) }),
  }));
  if (record.noun !== 'visit' || record.remarks === undefined || isShort(record.remarks))
    return { ...record, citations } as RecordInput;
  const { remarks: _remarks, ...visit } = record;
  return { ...visit, citations: citations.filter(({ field }) => field !== 'remarks') } as RecordInput;
}

let labels: ReadonlyMap<string, string> | undefined;

function replaceDescription({ name: _name, ...record }: RecordInputOf<'commodity'>): RecordInput {
  labels ??= readHsLabels();
  const { code = '' } = record;
  const name = labels.get(code);
  // Sections have Roman numerals, chapters two digits.
  if (name === undefined && !/^\d{4,}$/.test(code)) throw new Error(`hs-labels.yaml has no label for ${code}.`);
  return { ...record, ...(name !== undefined && { name }) };
}

/** Lists the sources whose coverage has to say that the box leaves out remarks of the record. */
export const listReducedSources = (record: RecordInput): string[] =>
  record.noun === 'visit' && record.remarks !== undefined && !isShort(record.remarks)
    ? (record.citations ?? []).map(({ source }) => source)
    : [];

/** The source of the descriptions of commodities. */
const commoditySource = 'datasets-harmonized-system';

/** Says in a coverage what the box leaves out. */
export function describeOmission(
  coverage: RecordInputOf<'coverage'>,
  reducedSources: ReadonlySet<string>,
): RecordInput {
  const omissions = [
    ...(reducedSources.has(coverage.source) ? [`remarks of more than ${maxQuotationLength} characters`] : []),
    ...(coverage.source === commoditySource ? ['the descriptions of commodities'] : []),
  ];
  if (omissions.length === 0) return coverage;
  const note = `The bundled data leaves out ${omissions.join(' and ')}: import the source to add them.`;
  return { ...coverage, note: [coverage.note, note].filter(Boolean).join(' ') };
}
