import { z } from 'zod';
import * as entries from './entry.ts';
import * as evidence from './evidence.ts';
import * as parties from './party.ts';

/** One record of the interchange format: a YAML item or a line of JSON. `noun` says which. */
export const interchangeRecord = z.discriminatedUnion('noun', [
  evidence.sourceRecord,
  parties.countryRecord,
  parties.groupRecord,
  parties.personRecord,
  parties.organizationRecord,
  parties.officeRecord,
  parties.termRecord,
  evidence.commodityRecord,
  evidence.topicRecord,
  entries.tripRecord,
  entries.visitRecord,
  entries.statementRecord,
  entries.agreementRecord,
  entries.tradeLinkRecord,
  entries.positionRecord,
  entries.figureRecord,
  evidence.coverageRecord,
]);

/** A record as it is written: defaults may be left out, dates are EDTF text. */
export type RecordInput = z.input<typeof interchangeRecord>;
/** A record as it was read: defaults filled in, dates with their bounds. */
export type InterchangeRecord = z.output<typeof interchangeRecord>;
export type Noun = InterchangeRecord['noun'];
export type RecordOf<N extends Noun> = Extract<InterchangeRecord, { noun: N }>;

/** Where a record stands in its input, for the report. */
export interface Place {
  file: string;
  line?: number;
}

/** What a reader of an outside format yields: a record, with what an editor should know of it, or why there is none. */
export type ReadItem =
  | { place: Place; key?: string; record: RecordInput; note?: string }
  | { place: Place; key?: string; rejected: string; note?: never };
