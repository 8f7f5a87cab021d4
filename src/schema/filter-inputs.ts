import type { InputFieldMap, InputObjectRef, InputRef } from '@pothos/core';
import { agreementFilters } from '../db/queries/agreement.ts';
import { changeFilters, type DateTimeFilter } from '../db/queries/change.ts';
import { commodityFilters } from '../db/queries/commodity.ts';
import { countryFilters, type GroupMatch } from '../db/queries/country.ts';
import { draftFilters } from '../db/queries/draft.ts';
import { entryFilters } from '../db/queries/entry.ts';
import type { EvidenceFilter } from '../db/queries/evidence.ts';
import { figureFilters } from '../db/queries/figure.ts';
import type { DateFilter, KeyFilter, TextFilter } from '../db/queries/filter.ts';
import type { FilterInput, FilterSpec } from '../db/queries/filter-specs.ts';
import { groupFilters } from '../db/queries/group.ts';
import type { IdentifierFilter } from '../db/queries/identifier.ts';
import { officeFilters } from '../db/queries/office.ts';
import { organizationFilters } from '../db/queries/organization.ts';
import { partyFilters } from '../db/queries/party.ts';
import { personFilters } from '../db/queries/person.ts';
import { positionFilters } from '../db/queries/position.ts';
import { coverageFilters, sourceFilters } from '../db/queries/source.ts';
import { statementFilters } from '../db/queries/statement.ts';
import { termFilters } from '../db/queries/term.ts';
import { topicFilters } from '../db/queries/topic.ts';
import { tradeFlowFilters, type YearFilter } from '../db/queries/trade-flow.ts';
import { tradeLinkFilters } from '../db/queries/trade-link.ts';
import { tripFilters } from '../db/queries/trip.ts';
import { visitFilters } from '../db/queries/visit.ts';
import { citationBases, claimRanks, identifierSchemes } from '../model/vocabulary.ts';
import { type BuilderTypes, builder } from './builder.ts';
import { certainties, enumOf } from './enums.ts';

const KeyFilterRef = builder.inputRef<KeyFilter>('KeyFilter').implement({
  description: 'Matches keys or codes exactly. An unknown key or code is an error.',
  fields: (t) => ({
    eq: t.string({ description: 'Equals this key or code.' }),
    in: t.stringList({ description: 'Equals one of these keys or codes. An empty list matches nothing.' }),
  }),
});
const TextFilterRef = builder.inputRef<TextFilter>('TextFilter').implement({
  description: 'Matches text. Ignores accents, case and the style of quotation marks.',
  fields: (t) => ({
    eq: t.string({ description: 'Equals this text.' }),
    contains: t.string({ description: 'Contains this text.' }),
    startsWith: t.string({ description: 'Starts with this text.' }),
  }),
});
const GroupMatchRef = builder.inputRef<GroupMatch>('GroupMatch').implement({
  description:
    'Matches the members of a group, as of the date of the entry unless `on` is given. Informal and statistical groups have no members, so using one is an error.',
  fields: (t) => ({
    eq: t.string({
      description: 'The key of a group: an M49 code ("143" for Central Asia) or an organization ("EU").',
    }),
    in: t.stringList({ description: 'The keys of several groups. Matches the members of any of them.' }),
    on: t.field({ type: 'Date', description: 'The day of membership. Defaults to the date of the entry.' }),
  }),
});
const DateFilterRef = builder.inputRef<DateFilter>('DateFilter').implement({
  description: 'A window of days. All operators must match.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'On this day.' }),
    after: t.field({ type: 'Date', description: 'After this day.' }),
    before: t.field({ type: 'Date', description: 'Before this day.' }),
    onOrAfter: t.field({ type: 'Date', description: 'On this day or later.' }),
    onOrBefore: t.field({ type: 'Date', description: 'On this day or earlier.' }),
    certainty: t.field({
      type: enumOf(certainties),
      required: true,
      defaultValue: 'CERTAIN',
      description: 'How to match dates that are not known to the day.',
    }),
  }),
});

const EvidenceFilterRef = builder.inputRef<EvidenceFilter>('EvidenceFilter').implement({
  description: 'Selects evidence. All conditions apply to the same citation. {} matches all.',
  fields: (t) => ({
    field: t.string({
      description: 'The name in the API of the field that the evidence supports. An unknown field is an error.',
    }),
    basis: t.field({
      type: [enumOf(citationBases)],
      description: 'Has one of these bases. An empty list matches nothing.',
    }),
    rank: t.field({
      type: [enumOf(claimRanks)],
      description: 'Has one of these stated ranks. An empty list matches nothing.',
    }),
  }),
});

const YearFilterRef = builder.inputRef<YearFilter>('YearFilter').implement({
  description: 'A range of years. All operators must match.',
  fields: (t) => ({
    on: t.int({ description: 'In this year.' }),
    after: t.int({ description: 'After this year.' }),
    before: t.int({ description: 'Before this year.' }),
    onOrAfter: t.int({ description: 'In this year or later.' }),
    onOrBefore: t.int({ description: 'In this year or earlier.' }),
  }),
});

const DateTimeFilterRef = builder.inputRef<DateTimeFilter>('DateTimeFilter').implement({
  description: 'A range of instants. All operators must match.',
  fields: (t) => ({
    after: t.field({ type: 'DateTime', description: 'After this instant.' }),
    before: t.field({ type: 'DateTime', description: 'Before this instant.' }),
    onOrAfter: t.field({ type: 'DateTime', description: 'At this instant or later.' }),
    onOrBefore: t.field({ type: 'DateTime', description: 'At this instant or earlier.' }),
  }),
});

const IdentifierFilterRef = builder.inputRef<IdentifierFilter>('IdentifierFilter').implement({
  description: 'Matches an identifier in another register exactly.',
  fields: (t) => ({
    scheme: t.field({ type: enumOf(identifierSchemes), required: true, description: 'The register.' }),
    value: t.string({ required: true, description: 'The identifier in the register. A malformed one is an error.' }),
  }),
});

/** The input types of filter values, by name. */
const inputsByName = new Map<string, InputRef>(
  [
    KeyFilterRef,
    TextFilterRef,
    GroupMatchRef,
    DateFilterRef,
    DateTimeFilterRef,
    EvidenceFilterRef,
    YearFilterRef,
    IdentifierFilterRef,
  ].map((ref) => [ref.name, ref]),
);

function resolveInput(input: FilterInput): 'Boolean' | 'Float' | 'String' | InputRef | [InputRef] {
  if (input === 'Boolean' || input === 'Float' || input === 'String') return input;
  if (typeof input !== 'string') return [enumOf(input)];
  const ref = inputsByName.get(input);
  if (!ref) throw new Error(`No input type for ${input}: define it in filter-inputs.ts.`);
  return ref;
}

/** The input type of a noun's filter, from the list of its filters. */
function defineFilterInput(
  name: string,
  description: string,
  specs: Readonly<Record<string, FilterSpec>>,
  { hasLogicalOperators = false } = {},
) {
  const ref = builder.inputRef<object>(name);
  inputsByName.set(name, ref);
  builder.inputType<InputObjectRef<BuilderTypes, unknown>, InputFieldMap>(ref, {
    description: `${description} {} matches all.`,
    fields: (t) => ({
      ...Object.fromEntries(
        Object.entries(specs).map(([filter, spec]) => [
          filter,
          t.field({ type: resolveInput(spec.input), description: spec.description }),
        ]),
      ),
      ...(hasLogicalOperators && {
        and: t.field({ type: [ref], description: 'Matches if all of these filters match.' }),
        or: t.field({
          type: [ref],
          description: 'Matches if at least one of these filters matches. An empty list matches nothing.',
        }),
        not: t.field({ type: ref, description: 'Matches if this filter does not match, or if the answer is unknown.' }),
      }),
    }),
  });
  return ref;
}

const logical = { hasLogicalOperators: true };
defineFilterInput('PartyFilter', 'Selects countries, people, organizations or groups.', partyFilters);

const officeFilterRef = defineFilterInput(
  'OfficeFilter',
  'Selects offices, and the capacities in which they were held.',
  officeFilters,
  logical,
);

export const inputTypes = {
  Office: officeFilterRef,
  Country: defineFilterInput('CountryFilter', 'Selects countries.', countryFilters, logical),
  Person: defineFilterInput('PersonFilter', 'Selects people.', personFilters, logical),
  Organization: defineFilterInput('OrganizationFilter', 'Selects organizations.', organizationFilters, logical),
  Visit: defineFilterInput(
    'VisitFilter',
    'Selects visits. Filters on the traveller and the office apply to the same traveller.',
    visitFilters,
    logical,
  ),
  Statement: defineFilterInput('StatementFilter', 'Selects statements.', statementFilters, logical),
  TradeLink: defineFilterInput(
    'TradeLinkFilter',
    'Selects trade links. Filters on party and role apply to the same participant.',
    tradeLinkFilters,
    logical,
  ),
  Agreement: defineFilterInput('AgreementFilter', 'Selects agreements.', agreementFilters, logical),
  Position: defineFilterInput('PositionFilter', 'Selects positions.', positionFilters, logical),
  Figure: defineFilterInput('FigureFilter', 'Selects figures.', figureFilters, logical),
  Commodity: defineFilterInput('CommodityFilter', 'Selects commodities.', commodityFilters, logical),
  Draft: defineFilterInput('DraftFilter', 'Selects drafts.', draftFilters, logical),
  TradeFlow: defineFilterInput(
    'TradeFlowFilter',
    'Selects trade flows. Members of a group are determined as of the end of the year of the flow.',
    tradeFlowFilters,
  ),
  Group: defineFilterInput('GroupFilter', 'Selects groups.', groupFilters, logical),
  Term: defineFilterInput('TermFilter', 'Selects terms in office.', termFilters, logical),
  Topic: defineFilterInput('TopicFilter', 'Selects topics.', topicFilters, logical),
  Trip: defineFilterInput('TripFilter', 'Selects trips.', tripFilters, logical),
  Source: defineFilterInput('SourceFilter', 'Selects sources.', sourceFilters, logical),
  Coverage: defineFilterInput('CoverageFilter', 'Selects the coverages of sources.', coverageFilters, logical),
  Change: defineFilterInput('ChangeFilter', 'Selects changes.', changeFilters, logical),
  Entry: defineFilterInput('EntryFilter', 'Selects entries of any kind.', entryFilters, logical),
};
