import { hash } from 'node:crypto';
import type { RecordInput } from '../../model/records/index.ts';

/** The length of quotations that the box contains, in characters. */
export const maxQuotationLength = 200;

const isShort = (words: string): boolean => [...words].length <= maxQuotationLength;

/**
 * Returns a record without what the box leaves out: texts of sources, of which the SHA-256 remains, and remarks
 * and quotations of more than 200 characters. The key stays, so that an import of the source completes the record.
 */
export function reduceRecord(record: RecordInput): RecordInput {
  if (record.noun === 'source') {
    const { text, ...source } = record;
    return text === undefined ? record : { ...source, sha256: hash('sha256', text), length: [...text].length };
  }
  if (record.noun === 'coverage') return record;
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

/** Returns whether the box leaves something out of the record that coverage has to say. */
export const isReduced = (record: RecordInput): boolean =>
  record.noun === 'visit' && record.remarks !== undefined && !isShort(record.remarks);
