import type { InputFieldBuilder } from '@pothos/core';
import type { AgreementFilter } from '../db/queries/agreement.ts';
import type { CommodityFilter } from '../db/queries/commodity.ts';
import type { CountryFilter, GroupMatch } from '../db/queries/country.ts';
import type { EntryFilter } from '../db/queries/entry.ts';
import type { EvidenceFilter } from '../db/queries/evidence.ts';
import type { FigureFilter } from '../db/queries/figure.ts';
import type { DateFilter, KeyFilter, TextFilter } from '../db/queries/filter.ts';
import type { OfficeFilter } from '../db/queries/office.ts';
import type { OrganizationFilter } from '../db/queries/organization.ts';
import type { PartyFilter } from '../db/queries/party.ts';
import type { PersonFilter } from '../db/queries/person.ts';
import type { PositionFilter } from '../db/queries/position.ts';
import type { StatementFilter } from '../db/queries/statement.ts';
import type { TradeFlowFilter, YearFilter } from '../db/queries/trade-flow.ts';
import type { TradeLinkFilter } from '../db/queries/trade-link.ts';
import type { VisitFilter } from '../db/queries/visit.ts';
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

const CountryFilterRef = builder.inputRef<CountryFilter>('CountryFilter');
const PersonFilterRef = builder.inputRef<PersonFilter>('PersonFilter');
const PartyFilterRef = builder.inputRef<PartyFilter>('PartyFilter');
const PositionFilterRef = builder.inputRef<PositionFilter>('PositionFilter');
const CommodityFilterRef = builder.inputRef<CommodityFilter>('CommodityFilter');
const VisitFilterRef = builder.inputRef<VisitFilter>('VisitFilter');
const StatementFilterRef = builder.inputRef<StatementFilter>('StatementFilter');
const TradeLinkFilterRef = builder.inputRef<TradeLinkFilter>('TradeLinkFilter');
const AgreementFilterRef = builder.inputRef<AgreementFilter>('AgreementFilter');
const FigureFilterRef = builder.inputRef<FigureFilter>('FigureFilter');
const EntryFilterRef = builder.inputRef<EntryFilter>('EntryFilter');

const andDescription = 'All of these hold.';
const orDescription = 'At least one of these holds; an empty list matches nothing.';
const notDescription = 'This does not hold, or is not known to.';
const sourceFilterField = (t: InputBuilder) =>
  t.field({ type: KeyFilterRef, description: 'Cites such a source, by its key.' });
const evidenceFilterFields = (t: InputBuilder) => ({
  disputed: t.boolean({ description: 'Sources give some field of it more than one value, or do not.' }),
  evidence: t.field({
    type: EvidenceFilterRef,
    description: 'Cites such evidence. Inside `not`: { basis: [INFERRED] } leaves out what rests on an inference.',
  }),
});
const textFilterField = (t: InputBuilder) =>
  t.string({ description: 'Its words hold these: every word, "phrases in quotes", beginnings with *.' });

CountryFilterRef.implement({
  description: 'Which countries. {} matches all.',
  fields: (t) => ({
    code: t.field({ type: KeyFilterRef, description: 'By code: alpha-2, alpha-3, M49 or key, any case.' }),
    group: t.field({ type: GroupMatchRef, description: 'A member of such a group.' }),
    name: t.field({ type: TextFilterRef, description: 'Any of its names, in any language.' }),
    status: t.field({ type: [enums.CountryStatus], description: 'Its status at present.' }),
    position: t.field({ type: PositionFilterRef, description: 'Holds such a position.' }),
    and: t.field({ type: [CountryFilterRef], description: andDescription }),
    or: t.field({ type: [CountryFilterRef], description: orDescription }),
    not: t.field({ type: CountryFilterRef, description: notDescription }),
  }),
});
PersonFilterRef.implement({
  description: 'Which people. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: KeyFilterRef, description: 'By key.' }),
    name: t.field({ type: TextFilterRef, description: 'Any of their names.' }),
    country: t.field({ type: CountryFilterRef, description: 'Held an office of such a country.' }),
  }),
});
const OrganizationFilterRef = builder.inputRef<OrganizationFilter>('OrganizationFilter').implement({
  description: 'Which organisations. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: KeyFilterRef, description: 'By key.' }),
    name: t.field({ type: TextFilterRef, description: 'Any of their names.' }),
    country: t.field({ type: CountryFilterRef, description: 'Of such a country.' }),
    stateOwned: t.boolean({
      description: 'Owned by a state, or not, as a source says; where none says, neither matches.',
    }),
  }),
});
PartyFilterRef.implement({
  description: 'Which countries, people, organisations or groups. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: KeyFilterRef, description: 'By key; for a country its code (KZ).' }),
    name: t.field({ type: TextFilterRef, description: 'Any of their names.' }),
    country: t.field({
      type: CountryFilterRef,
      description: 'Organisations of such a country. A country itself does not match: name it by its key.',
    }),
  }),
});
const OfficeFilterRef = builder.inputRef<OfficeFilter>('OfficeFilter').implement({
  description: 'Which offices, and in which capacity they were held. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: KeyFilterRef, description: 'By key.' }),
    rank: t.field({ type: [enums.OfficeRank], description: 'Of such a rank.' }),
    capacity: t.field({ type: [enums.TermCapacity], description: 'Held in such a capacity.' }),
    country: t.field({ type: CountryFilterRef, description: 'Of such a country.' }),
  }),
});
VisitFilterRef.implement({
  description:
    'Which visits. What is asked of the traveller and of the office is asked of one and the same. {} matches all.',
  fields: (t) => ({
    traveller: t.field({ type: PersonFilterRef, description: 'Such a person travelled.' }),
    travellerOffice: t.field({ type: OfficeFilterRef, description: 'A traveller held such an office on the visit.' }),
    travellerCountry: t.field({
      type: CountryFilterRef,
      description: 'A traveller held an office of such a country on the visit.',
    }),
    host: t.field({ type: CountryFilterRef, description: 'The host, as of the date.' }),
    met: t.field({ type: PartyFilterRef, description: 'Such a party was met.' }),
    party: t.field({
      type: PartyFilterRef,
      description: 'Such a party took part: as host, traveller, their country, or met.',
    }),
    start: t.field({ type: DateFilterRef, description: 'When it began.' }),
    end: t.field({ type: DateFilterRef, description: 'When it ended.' }),
    during: t.field({ type: DateFilterRef, description: 'It was under way on some day of the window.' }),
    type: t.field({ type: [enums.VisitType], description: 'Of such a rank in protocol.' }),
    purpose: t.field({ type: [enums.VisitPurpose], description: 'With such a purpose among others.' }),
    status: t.field({ type: [enums.VisitStatus], description: 'Come this far.' }),
    trip: t.field({ type: KeyFilterRef, description: 'A leg of such a trip, by its key.' }),
    source: sourceFilterField(t),
    text: textFilterField(t),
    ...evidenceFilterFields(t),
    and: t.field({ type: [VisitFilterRef], description: andDescription }),
    or: t.field({ type: [VisitFilterRef], description: orDescription }),
    not: t.field({ type: VisitFilterRef, description: notDescription }),
  }),
});
StatementFilterRef.implement({
  description: 'Which statements. {} matches all.',
  fields: (t) => ({
    speaker: t.field({ type: PartyFilterRef, description: 'Said by such a party.' }),
    addressee: t.field({ type: PartyFilterRef, description: 'Said to such a party.' }),
    about: t.field({ type: PartyFilterRef, description: 'Said about such a party.' }),
    party: t.field({ type: PartyFilterRef, description: 'Such a party speaks, is spoken to or spoken of.' }),
    mode: t.field({ type: [enums.StatementMode], description: 'Given in such a way.' }),
    saidOn: t.field({ type: DateFilterRef, description: 'When it was said.' }),
    visit: t.field({ type: KeyFilterRef, description: 'Said on such a visit, by its key.' }),
    source: sourceFilterField(t),
    text: textFilterField(t),
    ...evidenceFilterFields(t),
    and: t.field({ type: [StatementFilterRef], description: andDescription }),
    or: t.field({ type: [StatementFilterRef], description: orDescription }),
    not: t.field({ type: StatementFilterRef, description: notDescription }),
  }),
});
TradeLinkFilterRef.implement({
  description: 'Which trade links. Party and role are asked of one and the same part. {} matches all.',
  fields: (t) => ({
    kind: t.field({ type: [enums.TradeLinkKind], description: 'What the tie is.' }),
    status: t.field({ type: [enums.TradeLinkStatus], description: 'How firm it is.' }),
    party: t.field({ type: PartyFilterRef, description: 'Such a party has a part in it.' }),
    role: t.field({ type: [enums.TradeRole], description: 'A party has such a part in it.' }),
    commodity: t.field({ type: CommodityFilterRef, description: 'In such goods.' }),
    since: t.field({ type: DateFilterRef, description: 'When it began; an unknown beginning does not match.' }),
    source: sourceFilterField(t),
    ...evidenceFilterFields(t),
    and: t.field({ type: [TradeLinkFilterRef], description: andDescription }),
    or: t.field({ type: [TradeLinkFilterRef], description: orDescription }),
    not: t.field({ type: TradeLinkFilterRef, description: notDescription }),
  }),
});
AgreementFilterRef.implement({
  description: 'Which agreements. {} matches all.',
  fields: (t) => ({
    signatory: t.field({ type: PartyFilterRef, description: 'Signed by such a party.' }),
    instrument: t.field({ type: [enums.AgreementInstrument], description: 'Of such a form.' }),
    status: t.field({ type: [enums.AgreementStatus], description: 'Come this far.' }),
    signedOn: t.field({ type: DateFilterRef, description: 'When it was signed.' }),
    visit: t.field({ type: KeyFilterRef, description: 'Made on such a visit, by its key.' }),
    ...evidenceFilterFields(t),
    and: t.field({ type: [AgreementFilterRef], description: andDescription }),
    or: t.field({ type: [AgreementFilterRef], description: orDescription }),
    not: t.field({ type: AgreementFilterRef, description: notDescription }),
  }),
});
PositionFilterRef.implement({
  description: 'Which positions. {} matches all.',
  fields: (t) => ({
    holder: t.field({ type: PartyFilterRef, description: 'Held by such a party.' }),
    toward: t.field({ type: PartyFilterRef, description: 'Held toward such a party.' }),
    topic: t.field({ type: KeyFilterRef, description: 'On such a topic, by its key.' }),
    stance: t.field({ type: [enums.Stance], description: 'Such a stance.' }),
    label: t.field({ type: TextFilterRef, description: "The source's own words for it." }),
    heldOn: t.field({
      type: DateFilterRef,
      description:
        'Held on some day of the window: on the day that attests it, and between its beginning and its end as far as known.',
    }),
    ...evidenceFilterFields(t),
    and: t.field({ type: [PositionFilterRef], description: andDescription }),
    or: t.field({ type: [PositionFilterRef], description: orDescription }),
    not: t.field({ type: PositionFilterRef, description: notDescription }),
  }),
});
FigureFilterRef.implement({
  description: 'Which figures. {} matches all.',
  fields: (t) => ({
    about: t.field({ type: PartyFilterRef, description: 'About such a party.' }),
    measure: t.field({ type: TextFilterRef, description: 'Of such a measure.' }),
    statedBy: t.field({ type: PartyFilterRef, description: 'Stated by such a party.' }),
    ...evidenceFilterFields(t),
    and: t.field({ type: [FigureFilterRef], description: andDescription }),
    or: t.field({ type: [FigureFilterRef], description: orDescription }),
    not: t.field({ type: FigureFilterRef, description: notDescription }),
  }),
});
CommodityFilterRef.implement({
  description: 'Which goods. {} matches all.',
  fields: (t) => ({
    code: t.field({ type: KeyFilterRef, description: 'By HS code (2709) or key (rare-metals).' }),
    within: t.string({ description: 'A code or key, and all below it.' }),
    name: t.field({ type: TextFilterRef, description: 'By name.' }),
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
const TradeFlowFilterRef = builder.inputRef<TradeFlowFilter>('TradeFlowFilter').implement({
  description: "Which trade flows. A group of countries is meant as at the end of the flow's year. {} matches all.",
  fields: (t) => ({
    reporter: t.field({ type: CountryFilterRef, description: 'Reported by such a country.' }),
    partner: t.field({
      type: CountryFilterRef,
      description: 'With such a country; a partner that is a group does not match.',
    }),
    either: t.field({ type: CountryFilterRef, description: 'Such a country is the reporter or the partner.' }),
    commodity: t.field({
      type: CommodityFilterRef,
      description: 'In such goods, and all below them: 27 finds 2709 and 270900.',
    }),
    year: t.field({ type: YearFilterRef, description: 'In such years.' }),
    direction: t.field({
      type: [enums.FlowDirection],
      description: 'Going one of these ways; an empty list matches nothing.',
    }),
    source: t.field({ type: KeyFilterRef, description: 'From such a source, by its key.' }),
  }),
});
EntryFilterRef.implement({
  description: 'Which entries, of any kind. {} matches all.',
  fields: (t) => ({
    party: t.field({ type: PartyFilterRef, description: 'Such a party takes part.' }),
    kinds: t.field({ type: [enums.EntryKind], description: 'Of these kinds.' }),
    at: t.field({ type: DateFilterRef, description: 'By the day that they are sorted by.' }),
    source: sourceFilterField(t),
    text: textFilterField(t),
    ...evidenceFilterFields(t),
    and: t.field({ type: [EntryFilterRef], description: andDescription }),
    or: t.field({ type: [EntryFilterRef], description: orDescription }),
    not: t.field({ type: EntryFilterRef, description: notDescription }),
  }),
});

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
  Country: CountryFilterRef,
  Person: PersonFilterRef,
  Organization: OrganizationFilterRef,
  Visit: VisitFilterRef,
  Statement: StatementFilterRef,
  TradeLink: TradeLinkFilterRef,
  Agreement: AgreementFilterRef,
  Position: PositionFilterRef,
  Figure: FigureFilterRef,
  Commodity: CommodityFilterRef,
  TradeFlow: TradeFlowFilterRef,
  Entry: EntryFilterRef,
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
