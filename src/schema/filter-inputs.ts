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

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type Fields = InputFieldBuilder<Types, 'InputObject'>;

const Key = builder.inputRef<KeyFilter>('KeyFilter').implement({
  description: 'Matches keys or codes exactly. One that names nothing is an error.',
  fields: (t) => ({
    eq: t.string({ description: 'This one.' }),
    in: t.stringList({ description: 'One of these; an empty list matches nothing.' }),
  }),
});
const Text = builder.inputRef<TextFilter>('TextFilter').implement({
  description: 'Matches text; accents, case and the shape of quotes do not count.',
  fields: (t) => ({
    eq: t.string({ description: 'The whole text.' }),
    contains: t.string({ description: 'A part of it.' }),
    startsWith: t.string({ description: 'Its beginning.' }),
  }),
});
const Group = builder.inputRef<GroupMatch>('GroupMatch').implement({
  description:
    "The members of a group, on the entry's own date unless `on` names another. Informal and statistical groups have no members: an error.",
  fields: (t) => ({
    eq: t.string({ description: 'The key of a group: an M49 code ("143" is Central Asia) or an organisation ("EU").' }),
    in: t.stringList({ description: 'Any of these groups.' }),
    on: t.field({ type: 'Date', description: 'Members on this day.' }),
  }),
});
const Day = builder.inputRef<DateFilter>('DateFilter').implement({
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

const Evidence = builder.inputRef<EvidenceFilter>('EvidenceFilter').implement({
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

const Country = builder.inputRef<CountryFilter>('CountryFilter');
const Person = builder.inputRef<PersonFilter>('PersonFilter');
const Party = builder.inputRef<PartyFilter>('PartyFilter');
const Position = builder.inputRef<PositionFilter>('PositionFilter');
const Commodity = builder.inputRef<CommodityFilter>('CommodityFilter');
const Visit = builder.inputRef<VisitFilter>('VisitFilter');
const Statement = builder.inputRef<StatementFilter>('StatementFilter');
const TradeLink = builder.inputRef<TradeLinkFilter>('TradeLinkFilter');
const Agreement = builder.inputRef<AgreementFilter>('AgreementFilter');
const Figure = builder.inputRef<FigureFilter>('FigureFilter');
const Entry = builder.inputRef<EntryFilter>('EntryFilter');

const all = 'All of these hold.';
const some = 'At least one of these holds; an empty list matches nothing.';
const not = 'This does not hold, or is not known to.';
const source = (t: Fields) => t.field({ type: Key, description: 'Cites such a source, by its key.' });
const evidenced = (t: Fields) => ({
  disputed: t.boolean({ description: 'Sources give some field of it more than one value, or do not.' }),
  evidence: t.field({
    type: Evidence,
    description: 'Cites such evidence. Inside `not`: { basis: [INFERRED] } leaves out what rests on an inference.',
  }),
});
const words = (t: Fields) =>
  t.string({ description: 'Its words hold these: every word, "phrases in quotes", beginnings with *.' });

Country.implement({
  description: 'Which countries. {} matches all.',
  fields: (t) => ({
    code: t.field({ type: Key, description: 'By code: alpha-2, alpha-3, M49 or key, any case.' }),
    group: t.field({ type: Group, description: 'A member of such a group.' }),
    name: t.field({ type: Text, description: 'Any of its names, in any language.' }),
    status: t.field({ type: [enums.CountryStatus], description: 'Its status at present.' }),
    position: t.field({ type: Position, description: 'Holds such a position.' }),
    and: t.field({ type: [Country], description: all }),
    or: t.field({ type: [Country], description: some }),
    not: t.field({ type: Country, description: not }),
  }),
});
Person.implement({
  description: 'Which people. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: Key, description: 'By key.' }),
    name: t.field({ type: Text, description: 'Any of their names.' }),
    country: t.field({ type: Country, description: 'Held an office of such a country.' }),
  }),
});
const Organization = builder.inputRef<OrganizationFilter>('OrganizationFilter').implement({
  description: 'Which organisations. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: Key, description: 'By key.' }),
    name: t.field({ type: Text, description: 'Any of their names.' }),
    country: t.field({ type: Country, description: 'Of such a country.' }),
    stateOwned: t.boolean({
      description: 'Owned by a state, or not, as a source says; where none says, neither matches.',
    }),
  }),
});
Party.implement({
  description: 'Which countries, people, organisations or groups. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: Key, description: 'By key; for a country its code (KZ).' }),
    name: t.field({ type: Text, description: 'Any of their names.' }),
    country: t.field({
      type: Country,
      description: 'Organisations of such a country. A country itself does not match: name it by its key.',
    }),
  }),
});
const Office = builder.inputRef<OfficeFilter>('OfficeFilter').implement({
  description: 'Which offices, and in which capacity they were held. {} matches all.',
  fields: (t) => ({
    key: t.field({ type: Key, description: 'By key.' }),
    rank: t.field({ type: [enums.OfficeRank], description: 'Of such a rank.' }),
    capacity: t.field({ type: [enums.TermCapacity], description: 'Held in such a capacity.' }),
    country: t.field({ type: Country, description: 'Of such a country.' }),
  }),
});
Visit.implement({
  description:
    'Which visits. What is asked of the traveller and of the office is asked of one and the same. {} matches all.',
  fields: (t) => ({
    traveller: t.field({ type: Person, description: 'Such a person travelled.' }),
    travellerOffice: t.field({ type: Office, description: 'A traveller held such an office on the visit.' }),
    travellerCountry: t.field({
      type: Country,
      description: 'A traveller held an office of such a country on the visit.',
    }),
    host: t.field({ type: Country, description: 'The host, as of the date.' }),
    met: t.field({ type: Party, description: 'Such a party was met.' }),
    party: t.field({ type: Party, description: 'Such a party took part: as host, traveller, their country, or met.' }),
    start: t.field({ type: Day, description: 'When it began.' }),
    end: t.field({ type: Day, description: 'When it ended.' }),
    during: t.field({ type: Day, description: 'It was under way on some day of the window.' }),
    type: t.field({ type: [enums.VisitType], description: 'Of such a rank in protocol.' }),
    purpose: t.field({ type: [enums.VisitPurpose], description: 'With such a purpose among others.' }),
    status: t.field({ type: [enums.VisitStatus], description: 'Come this far.' }),
    trip: t.field({ type: Key, description: 'A leg of such a trip, by its key.' }),
    source: source(t),
    text: words(t),
    ...evidenced(t),
    and: t.field({ type: [Visit], description: all }),
    or: t.field({ type: [Visit], description: some }),
    not: t.field({ type: Visit, description: not }),
  }),
});
Statement.implement({
  description: 'Which statements. {} matches all.',
  fields: (t) => ({
    speaker: t.field({ type: Party, description: 'Said by such a party.' }),
    addressee: t.field({ type: Party, description: 'Said to such a party.' }),
    about: t.field({ type: Party, description: 'Said about such a party.' }),
    party: t.field({ type: Party, description: 'Such a party speaks, is spoken to or spoken of.' }),
    mode: t.field({ type: [enums.StatementMode], description: 'Given in such a way.' }),
    saidOn: t.field({ type: Day, description: 'When it was said.' }),
    visit: t.field({ type: Key, description: 'Said on such a visit, by its key.' }),
    source: source(t),
    text: words(t),
    ...evidenced(t),
    and: t.field({ type: [Statement], description: all }),
    or: t.field({ type: [Statement], description: some }),
    not: t.field({ type: Statement, description: not }),
  }),
});
TradeLink.implement({
  description: 'Which trade links. Party and role are asked of one and the same part. {} matches all.',
  fields: (t) => ({
    kind: t.field({ type: [enums.TradeLinkKind], description: 'What the tie is.' }),
    status: t.field({ type: [enums.TradeLinkStatus], description: 'How firm it is.' }),
    party: t.field({ type: Party, description: 'Such a party has a part in it.' }),
    role: t.field({ type: [enums.TradeRole], description: 'A party has such a part in it.' }),
    commodity: t.field({ type: Commodity, description: 'In such goods.' }),
    since: t.field({ type: Day, description: 'When it began; an unknown beginning does not match.' }),
    source: source(t),
    ...evidenced(t),
    and: t.field({ type: [TradeLink], description: all }),
    or: t.field({ type: [TradeLink], description: some }),
    not: t.field({ type: TradeLink, description: not }),
  }),
});
Agreement.implement({
  description: 'Which agreements. {} matches all.',
  fields: (t) => ({
    signatory: t.field({ type: Party, description: 'Signed by such a party.' }),
    instrument: t.field({ type: [enums.AgreementInstrument], description: 'Of such a form.' }),
    status: t.field({ type: [enums.AgreementStatus], description: 'Come this far.' }),
    signedOn: t.field({ type: Day, description: 'When it was signed.' }),
    visit: t.field({ type: Key, description: 'Made on such a visit, by its key.' }),
    ...evidenced(t),
    and: t.field({ type: [Agreement], description: all }),
    or: t.field({ type: [Agreement], description: some }),
    not: t.field({ type: Agreement, description: not }),
  }),
});
Position.implement({
  description: 'Which positions. {} matches all.',
  fields: (t) => ({
    holder: t.field({ type: Party, description: 'Held by such a party.' }),
    toward: t.field({ type: Party, description: 'Held toward such a party.' }),
    topic: t.field({ type: Key, description: 'On such a topic, by its key.' }),
    stance: t.field({ type: [enums.Stance], description: 'Such a stance.' }),
    label: t.field({ type: Text, description: "The source's own words for it." }),
    heldOn: t.field({
      type: Day,
      description:
        'Held on some day of the window: on the day that attests it, and between its beginning and its end as far as known.',
    }),
    ...evidenced(t),
    and: t.field({ type: [Position], description: all }),
    or: t.field({ type: [Position], description: some }),
    not: t.field({ type: Position, description: not }),
  }),
});
Figure.implement({
  description: 'Which figures. {} matches all.',
  fields: (t) => ({
    about: t.field({ type: Party, description: 'About such a party.' }),
    measure: t.field({ type: Text, description: 'Of such a measure.' }),
    statedBy: t.field({ type: Party, description: 'Stated by such a party.' }),
    ...evidenced(t),
    and: t.field({ type: [Figure], description: all }),
    or: t.field({ type: [Figure], description: some }),
    not: t.field({ type: Figure, description: not }),
  }),
});
Commodity.implement({
  description: 'Which goods. {} matches all.',
  fields: (t) => ({
    code: t.field({ type: Key, description: 'By HS code (2709) or key (rare-metals).' }),
    within: t.string({ description: 'A code or key, and all below it.' }),
    name: t.field({ type: Text, description: 'By name.' }),
  }),
});
const Year = builder.inputRef<YearFilter>('YearFilter').implement({
  description: 'A span of years; all the operators given hold.',
  fields: (t) => ({
    eq: t.int({ description: 'This year.' }),
    gte: t.int({ description: 'This year or later.' }),
    lte: t.int({ description: 'This year or earlier.' }),
  }),
});
const TradeFlow = builder.inputRef<TradeFlowFilter>('TradeFlowFilter').implement({
  description: "Which trade flows. A group of countries is meant as at the end of the flow's year. {} matches all.",
  fields: (t) => ({
    reporter: t.field({ type: Country, description: 'Reported by such a country.' }),
    partner: t.field({ type: Country, description: 'With such a country; a partner that is a group does not match.' }),
    either: t.field({ type: Country, description: 'Such a country is the reporter or the partner.' }),
    commodity: t.field({
      type: Commodity,
      description: 'In such goods, and all below them: 27 finds 2709 and 270900.',
    }),
    year: t.field({ type: Year, description: 'In such years.' }),
    direction: t.field({
      type: [enums.FlowDirection],
      description: 'Going one of these ways; an empty list matches nothing.',
    }),
    source: t.field({ type: Key, description: 'From such a source, by its key.' }),
  }),
});
Entry.implement({
  description: 'Which entries, of any kind. {} matches all.',
  fields: (t) => ({
    party: t.field({ type: Party, description: 'Such a party takes part.' }),
    kinds: t.field({ type: [enums.EntryKind], description: 'Of these kinds.' }),
    at: t.field({ type: Day, description: 'By the day that they are sorted by.' }),
    source: source(t),
    text: words(t),
    ...evidenced(t),
    and: t.field({ type: [Entry], description: all }),
    or: t.field({ type: [Entry], description: some }),
    not: t.field({ type: Entry, description: not }),
  }),
});

const order = <F extends string>(
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
    fields: ((t: Fields) => ({
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

export const inputs = {
  Country,
  Person,
  Organization,
  Visit,
  Statement,
  TradeLink,
  Agreement,
  Position,
  Figure,
  Commodity,
  TradeFlow,
  Entry,
  VisitOrder: order(
    'Visit',
    'visits',
    { START: 'The day on which it began.', HOST: "The host's code, then the day." },
    'DESC',
  ),
  StatementOrder: order(
    'Statement',
    'statements',
    { SAID_ON: 'The day on which it was said.', SOURCE: 'As the words stand in their source.' },
    'DESC',
  ),
  TradeLinkOrder: order(
    'TradeLink',
    'trade links',
    { SINCE: 'The day on which it began, or the day that attests it.' },
    'DESC',
  ),
  TradeFlowOrder: order(
    'TradeFlow',
    'trade flows',
    { YEAR: 'The year.', VALUE: 'The value; what is withheld or missing stands below all others.' },
    'DESC',
    'ties are broken by the order in which they were brought in',
  ),
  EntryOrder: order('Entry', 'entries', { AT: 'The earliest known day, or the day that attests it.' }, 'DESC'),
  CountryOrder: order(
    'Country',
    'countries',
    { CODE: 'The code.', NAME: 'The name in English; accents and case do not count.' },
    'ASC',
  ),
};
