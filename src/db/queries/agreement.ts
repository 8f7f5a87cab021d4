import { type SQL, sql } from 'drizzle-orm';
import { lastDay } from '../../model/calendar.ts';
import { agreementInstruments, agreementStatuses } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf } from '../sql-builder.ts';
import { agreementSignatories, type agreements } from '../tables/index.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { conditionsOfKind, type EntrySubject, evidenceFilters } from './evidence.ts';
import { type DateFilter, type LogicalFilter, periodOverlaps } from './filter.ts';
import {
  dateFilter,
  enumFilter,
  type FilterValues,
  keyFilter,
  sortDateFilter,
  testFilter,
  textFilter,
} from './filter-specs.ts';
import { participantFilter, partyListFilter } from './party.ts';

type AgreementColumns = AliasedColumns<typeof agreements>;
type AgreementSubject = EntrySubject<AgreementColumns>;

export const agreementFilters = {
  key: keyFilter('id', 'agreement', 'The key.'),
  title: textFilter('title', 'The title, or the subject if it has none.'),
  signatory: partyListFilter(agreementSignatories, 'A matching party signed it.'),
  instrument: enumFilter('instrument', agreementInstruments, 'Has one of these forms.'),
  status: enumFilter('status', agreementStatuses, 'Has one of these statuses.'),
  signedOn: sortDateFilter('signedOn', 'The date of signature.'),
  entryIntoForce: dateFilter('entryIntoForce', 'The date of entry into force.'),
  end: dateFilter('end', 'The last day on which it was in force.'),
  inForce: testFilter(
    'DateFilter',
    'Was in force on at least one day of the window. Without a known end, it has been in force since it entered into force, unless it is terminated.',
    ({ row }: AgreementSubject, window: DateFilter) => inForceMatches(row, window),
  ),
  visit: keyFilter('visitId', 'visit', 'Made during the visit with this key.'),
  partOf: keyFilter('partOfId', 'agreement', 'Is part of the agreement with this key.'),
  party: participantFilter('A matching party takes part.'),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface AgreementFilter extends FilterValues<typeof agreementFilters>, LogicalFilter<AgreementFilter> {}

export const agreementConditions = conditionsOfKind<typeof agreements, typeof agreementFilters, AgreementFilter>(
  agreementFilters,
  'AGREEMENT',
);

/**
 * In force on some day of the window: from its entry into force to its last day, or without end. An agreement that was
 * terminated on an unknown day was in force for certain only on the day on which it entered into force.
 */
const inForceMatches = (row: AgreementColumns, filter: DateFilter): SQL => {
  const { entryIntoForceEarliest, entryIntoForceLatest, endEarliest, endQualifier, endEdtf } = row;
  const overlaps = periodOverlaps(
    {
      certain: {
        begins: entryIntoForceLatest,
        ends: sql`CASE WHEN ${endEdtf} IS NOT NULL THEN coalesce(iif(${endQualifier} IS NULL, ${endEarliest}, NULL), ${entryIntoForceEarliest})
          WHEN ${row.status} = 'TERMINATED' THEN ${entryIntoForceEarliest} ELSE ${lastDay} END`,
        qualifier: row.entryIntoForceQualifier,
      },
      possible: { begins: sql`coalesce(${entryIntoForceEarliest}, ${row.signedOnEarliest})`, ends: row.endLatest },
    },
    filter,
  );
  return filter.certainty === 'POSSIBLE' ? overlaps : allOf([sql`${row.entryIntoForceEdtf} IS NOT NULL`, overlaps]);
};
