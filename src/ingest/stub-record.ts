import type { InterchangeRecord, Noun } from '../model/records/index.ts';

/** Fields through which records can refer to each other in a cycle. Each is a list or optional. */
const cyclicFields: Partial<Record<Noun, readonly string[]>> = {
  source: ['derivedFrom', 'replaces'],
  country: ['successors'],
  agreement: ['partOf'],
  statement: ['renderings'],
};

/** Returns a record without the references that can form a cycle, so that others can refer to it before it is complete. */
export function createStubRecord(record: InterchangeRecord): InterchangeRecord {
  const fields = Object.entries(record).flatMap(([field, value]) => {
    if (cyclicFields[record.noun]?.includes(field)) return Array.isArray(value) ? [[field, []]] : [];
    return [[field, field === 'citations' ? (value as { source: string; basis: string }[]).map(withoutSpans) : value]];
  });
  return Object.fromEntries(fields) as InterchangeRecord;
}

const withoutSpans = ({ source, basis }: { source: string; basis: string }) => ({ source, basis, spans: [] });
