import type { InterchangeRecord, Noun } from '../model/records/index.ts';

/** What of a record may lead back to itself over others: each of these fields is a list or optional. */
const cyclicFields: Partial<Record<Noun, readonly string[]>> = {
  source: ['derivedFrom', 'replaces'],
  country: ['successors'],
  agreement: ['partOf'],
  statement: ['renderings'],
};

/** As much of a record as others need to refer to it. Two that refer to each other are written so first, then as a whole. */
export function createStubRecord(record: InterchangeRecord): InterchangeRecord {
  const fields = Object.entries(record).flatMap(([field, value]) => {
    if (cyclicFields[record.noun]?.includes(field)) return Array.isArray(value) ? [[field, []]] : [];
    return [[field, field === 'citations' ? (value as { source: string; basis: string }[]).map(withoutSpans) : value]];
  });
  return Object.fromEntries(fields) as InterchangeRecord;
}

const withoutSpans = ({ source, basis }: { source: string; basis: string }) => ({ source, basis, spans: [] });
