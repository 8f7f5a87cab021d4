import type { VisitFilter } from '../db/queries/visit.ts';
import { selectVisitCounts, type VisitDimension } from '../db/queries/visit-count.ts';
import { day, number, oneOf, reference } from '../model/nouns/field-kinds.ts';
import { visitStatuses, visitTypes } from '../model/vocabulary.ts';
import { defineCounts } from './aggregation.ts';
import { visitDimensions } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';

const optional = { optional: true } as const;

defineCounts<VisitDimension, VisitFilter>({
  name: 'Visit',
  pluralName: 'visits',
  dimensions: visitDimensions,
  filter: inputTypes.Visit,
  fields: {
    year: number('The year of the day that entries are sorted by.', optional),
    host: reference('country', 'The host country, as of the date of the visit.', optional),
    hostGroup: reference('group', 'The narrowest M49 region of the host; null if M49 assigns none.', optional),
    traveller: reference('party', 'The traveller: a person, or a state whose delegation no source names.', optional),
    travellerCountry: reference(
      'country',
      'The country for which the traveller travelled; null if none is on record.',
      optional,
    ),
    type: oneOf(visitTypes, 'The type of visit in diplomatic protocol.', optional),
    status: oneOf(visitStatuses, 'The status of the visit.', optional),
    count: number('The number of visits. Each leg of a trip counts as a visit.'),
    earliest: day('The earliest start of these visits.', optional),
    latest: day('The latest start of these visits.', optional),
  },
  selectCounts: selectVisitCounts,
  columns: { count: 'visits', earliest: 'earliest', latest: 'latest' },
});
