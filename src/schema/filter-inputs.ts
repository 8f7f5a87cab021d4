import type { InputFieldBuilder, InputFieldMap, InputObjectRef, InputRef } from '@pothos/core';
import { type AgreementFilter, agreementFilters } from '../db/queries/agreement.ts';
import { type CommodityFilter, commodityFilters } from '../db/queries/commodity.ts';
import { type CountryFilter, countryFilters, type GroupMatch } from '../db/queries/country.ts';
import { type EntryFilter, entryFilters } from '../db/queries/entry.ts';
import type { EvidenceFilter } from '../db/queries/evidence.ts';
import { type FigureFilter, figureFilters } from '../db/queries/figure.ts';
import type { DateFilter, KeyFilter, TextFilter } from '../db/queries/filter.ts';
import type { FilterInput, FilterSpec } from '../db/queries/filter-list.ts';
import { type OfficeFilter, officeFilters } from '../db/queries/office.ts';
import { type OrganizationFilter, organizationFilters } from '../db/queries/organization.ts';
import { type PartyFilter, partyFilters } from '../db/queries/party.ts';
import { type PersonFilter, personFilters } from '../db/queries/person.ts';
import { type PositionFilter, positionFilters } from '../db/queries/position.ts';
import { type StatementFilter, statementFilters } from '../db/queries/statement.ts';
import { type TradeFlowFilter, tradeFlowFilters, type YearFilter } from '../db/queries/trade-flow.ts';
import { type TradeLinkFilter, tradeLinkFilters } from '../db/queries/trade-link.ts';
import { type VisitFilter, visitFilters } from '../db/queries/visit.ts';
import { builder } from './builder.ts';
import * as enums from './enums.ts';

type BuilderTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type InputBuilder = InputFieldBuilder<BuilderTypes, 'InputObject'>;

const KeyFilterRef = builder.inputRef<KeyFilter>('KeyFilter').implement({
  description: 'Matches keys or codes exactly. One that names nothing is an error.',
  fields: (t) => ({
    eq: t.string({ description: 'This one.' }),
    in: t.stringList({ description: 'One of these; an empty list matches nothing.' }),
  }),
});
const TextFilterRef = builder.inputRef<TextFilter>('TextFilter').implement({
  description: 'Matches text; accents, case and the shape of quotes do not count.',
  fields: (t) => ({
    eq: t.string({ description: 'The whole text.' }),
    contains: t.string({ description: 'A part of it.' }),
    startsWith: t.string({ description: 'Its beginning.' }),
  }),
});
const GroupMatchRef = builder.inputRef<GroupMatch>('GroupMatch').implement({
  description:
    "The members of a group, on the entry's own date unless `on` names another. Informal and statistical groups have no members: an error.",
  fields: (t) => ({
    eq: t.string({ description: 'The key of a group: an M49 code ("143" is Central Asia) or an organisation ("EU").' }),
    in: t.stringList({ description: 'Any of these groups.' }),
    on: t.field({ type: 'Date', description: 'Members on this day.' }),
  }),
});
const DateFilterRef = builder.inputRef<DateFilter>('DateFilter').implement({
  description: 'A window of days; all the operators given hold.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'This day.' }),
    after: t.field({ type: 'Date', description: 'Later than this day.' }),
    before: t.field({ type: 'Date', description: 'Earlier than this day.' }),
    onOrAfter: t.field({ type: 'Date', description: 'This day or later.' }),
    onOrBefore: t.field({ type: 'Date', description: 'This day or earlier.' }),
    certainty: t.field({
      type: enums.Certainty,
      required: true,
      defaultValue: 'CERTAIN',
      description: 'How a date that is not known to the day is matched.',
    }),
  }),
});

const EvidenceFilterRef = builder.inputRef<EvidenceFilter>('EvidenceFilter').implement({
  description: 'Which evidence; all of it is asked of one and the same citation. {} matches all.',
  fields: (t) => ({
    field: t.string({ description: 'For this field, by its name in the API. One that no such entry has is an error.' }),
    basis: t.field({ type: [enums.Basis], description: 'On one of these bases; an empty list matches nothing.' }),
    rank: t.field({
      type: [enums.ClaimRank],
      description: 'With one of these ranks, as stated; an empty list matches nothing.',
    }),
  }),
});

const YearFilterRef = builder.inputRef<YearFilter>('YearFilter').implement({
  description: 'A span of years; all the operators given hold.',
  fields: (t) => ({
    eq: t.int({ description: 'This year.' }),
    gte: t.int({ description: 'This year or later.' }),
    lte: t.int({ description: 'This year or earlier.' }),
  }),
});
/** Input types by name, for the filters whose values they are. */
const inputsByName = new Map<string, InputRef>(
  [KeyFilterRef, TextFilterRef, GroupMatchRef, DateFilterRef, EvidenceFilterRef, YearFilterRef].map((ref) => [
    ref.name,
    ref,
  ]),
);

function resolveInput(input: FilterInput): 'Boolean' | 'String' | InputRef | [InputRef] {
  if (input === 'Boolean' || input === 'String') return input;
  const ref = typeof input === 'string' ? inputsByName.get(input) : enums.findEnumByValues(input);
  if (!ref) throw new Error(`No input type for ${input}: define it in filter-inputs.ts or enums.ts.`);
  return typeof input === 'string' ? ref : [ref];
}

/** The input type of a noun's filter, from the list of its filters. */
function defineFilterInput<Filter extends object>(
  name: string,
  description: string,
  specs: Readonly<Record<string, FilterSpec>>,
  { isLogical = false } = {},
) {
  const ref = builder.inputRef<Filter>(name);
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
      ...(isLogical && {
        and: t.field({ type: [ref], description: 'All of these hold.' }),
        or: t.field({ type: [ref], description: 'At least one of these holds; an empty list matches nothing.' }),
        not: t.field({ type: ref, description: 'This does not hold, or is unknown.' }),
      }),
    }),
  });
  return ref;
}

const logical = { isLogical: true };
defineFilterInput<PartyFilter>('PartyFilter', 'Selects countries, people, organisations or groups.', partyFilters);
defineFilterInput<OfficeFilter>(
  'OfficeFilter',
  'Selects offices and the capacities in which they were held.',
  officeFilters,
);

const defineOrderInput = <F extends string>(
  name: string,
  things: string,
  fields: Record<F, string>,
  direction: 'ASC' | 'DESC',
  ties = 'ties are broken by key',
) => {
  const Field = builder.enumType(`${name}OrderField`, {
    description: `What ${things} can be sorted by.`,
    values: Object.fromEntries(
      Object.entries(fields).map(([field, description]) => [field, { description: description as string }]),
    ) as Record<F, { description: string }>,
  });
  return builder.inputRef<{ field: F; direction: 'ASC' | 'DESC' }>(`${name}Order`).implement({
    description: `How ${things} are sorted; ${ties}.`,
    fields: ((t: InputBuilder) => ({
      field: t.field({ type: Field, required: true, description: 'By what.' }),
      direction: t.field({
        type: enums.OrderDirection,
        required: true,
        defaultValue: direction,
        description: 'Which way.',
      }),
    })) as never,
  });
};

export const inputTypes = {
  Country: defineFilterInput<CountryFilter>('CountryFilter', 'Selects countries.', countryFilters, logical),
  Person: defineFilterInput<PersonFilter>('PersonFilter', 'Selects people.', personFilters),
  Organization: defineFilterInput<OrganizationFilter>(
    'OrganizationFilter',
    'Selects organisations.',
    organizationFilters,
  ),
  Visit: defineFilterInput<VisitFilter>(
    'VisitFilter',
    'Selects visits. Filters on the traveller and the office apply to one and the same traveller.',
    visitFilters,
    logical,
  ),
  Statement: defineFilterInput<StatementFilter>('StatementFilter', 'Selects statements.', statementFilters, logical),
  TradeLink: defineFilterInput<TradeLinkFilter>(
    'TradeLinkFilter',
    'Selects trade links. Filters on party and role apply to one and the same participant.',
    tradeLinkFilters,
    logical,
  ),
  Agreement: defineFilterInput<AgreementFilter>('AgreementFilter', 'Selects agreements.', agreementFilters, logical),
  Position: defineFilterInput<PositionFilter>('PositionFilter', 'Selects positions.', positionFilters, logical),
  Figure: defineFilterInput<FigureFilter>('FigureFilter', 'Selects figures.', figureFilters, logical),
  Commodity: defineFilterInput<CommodityFilter>('CommodityFilter', 'Selects commodities.', commodityFilters),
  TradeFlow: defineFilterInput<TradeFlowFilter>(
    'TradeFlowFilter',
    "Selects trade flows. Groups of countries have the members that they had at the end of the flow's year.",
    tradeFlowFilters,
  ),
  Entry: defineFilterInput<EntryFilter>('EntryFilter', 'Selects entries of any kind.', entryFilters, logical),
  VisitOrder: defineOrderInput(
    'Visit',
    'visits',
    { START: 'The day on which it began.', HOST: "The host's code, then the day." },
    'DESC',
  ),
  StatementOrder: defineOrderInput(
    'Statement',
    'statements',
    { SAID_ON: 'The day on which it was said.', SOURCE: 'As the words stand in their source.' },
    'DESC',
  ),
  TradeLinkOrder: defineOrderInput(
    'TradeLink',
    'trade links',
    { SINCE: 'The day on which it began, or the day that attests it.' },
    'DESC',
  ),
  TradeFlowOrder: defineOrderInput(
    'TradeFlow',
    'trade flows',
    { YEAR: 'The year.', VALUE: 'The value; what is withheld or missing stands below all others.' },
    'DESC',
    'ties are broken by the order in which they were brought in',
  ),
  EntryOrder: defineOrderInput(
    'Entry',
    'entries',
    { AT: 'The earliest known day, or the day that attests it.' },
    'DESC',
  ),
  CountryOrder: defineOrderInput(
    'Country',
    'countries',
    { CODE: 'The code.', NAME: 'The name in English; accents and case do not count.' },
    'ASC',
  ),
};
