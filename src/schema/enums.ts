import type * as vocabulary from '../model/vocabulary.ts';
import { type BuilderTypes, builder } from './builder.ts';

type DescriptionByValue<V extends readonly string[]> = Record<V[number], string>;

const enumByValues = new Map<string, EnumRef>();
const valuesKey = (values: readonly string[]): string => values.toSorted().join();

/** A closed vocabulary with a description of each value; a value that is missing here does not compile. */
function defineEnum<V extends readonly string[]>(name: string, description: string, values: DescriptionByValue<V>) {
  const entries = Object.entries<string>(values);
  const ref = builder.enumType(name, {
    description,
    values: Object.fromEntries(entries.map(([value, text]) => [value, { description: text }])),
  });
  enumByValues.set(valuesKey(Object.keys(values)), ref);
  return ref as EnumRef<V[number]>;
}

/** The enum of a closed vocabulary, by its values. */
export const findEnumByValues = (values: readonly string[]): EnumRef | undefined => enumByValues.get(valuesKey(values));
type EnumRef<Value = string | number> = PothosSchemaTypes.EnumRef<BuilderTypes, Value, Value>;

export const NameKind = defineEnum<typeof vocabulary.nameKinds>('NameKind', 'The kind of name.', {
  SHORT: 'The common short name.',
  OFFICIAL: 'The full, official name.',
  ALIAS: 'An alternative name in use.',
  FORMER: 'A former name, no longer in use.',
  DEMONYM: 'The adjective, or the name of the people.',
  TRANSLITERATION: 'The name in another script or spelling.',
});
defineEnum<typeof vocabulary.countryStatuses>('CountryStatus', 'The present status of a country.', {
  STATE: 'A member or observer of the United Nations.',
  TERRITORY: 'A dependent territory.',
  FORMER: 'A state that no longer exists.',
  OTHER: 'A country of disputed statehood, or with none of the other statuses.',
});
export const GroupKind = defineEnum<typeof vocabulary.groupKinds>('GroupKind', 'The kind of group.', {
  GEO: 'A geographic region, as defined by UN M49.',
  ORG: 'An organisation with member states.',
  INFORMAL: 'A phrase such as "the West". It has no list of members and is never expanded.',
  STATISTICAL: 'A remainder in a statistic, such as "Other FSU countries". It is never expanded.',
});
export const AffiliationStatus = defineEnum<typeof vocabulary.affiliationStatuses>(
  'AffiliationStatus',
  'The status of a party in a group, other than that of a member country.',
  {
    MEMBER: 'A member that is not a country, such as the European Union in the G20.',
    ASSOCIATE: 'An associate member, without the rights of a member.',
    OBSERVER: 'An observer.',
    SUSPENDED: 'A member that is suspended. While it remains a member, it is also among the members.',
  },
);
defineEnum<typeof vocabulary.officeRanks>('OfficeRank', 'The rank of an office, by its function.', {
  HEAD_OF_STATE: 'Head of state, including an office that is head of both state and government.',
  HEAD_OF_GOVERNMENT: 'Head of government.',
  FOREIGN_MINISTER: 'Minister of foreign affairs under any title, such as the United States Secretary of State.',
  MINISTER: 'Any other minister.',
  AMBASSADOR: 'Ambassador or another head of mission.',
  SPOKESPERSON: 'Spokesperson of an office.',
  IGO_HEAD: 'Head of an intergovernmental organisation.',
  OTHER: 'Any other office.',
});
defineEnum<typeof vocabulary.termCapacities>('TermCapacity', 'The capacity in which an office was held.', {
  INCUMBENT: 'The holder of the office.',
  ACTING: 'Acting in place of an incumbent.',
  CARETAKER: 'In office until a successor is appointed.',
  ELECT: 'Elected or designated, not yet in office.',
  REPRESENTATIVE: 'Acting on behalf of the holder.',
});
export const VisitType = defineEnum<typeof vocabulary.visitTypes>(
  'VisitType',
  'The type of visit in diplomatic protocol, where a source states it.',
  {
    STATE: 'State visit.',
    OFFICIAL: 'Official visit.',
    OFFICIAL_WORKING: 'Official working visit.',
    WORKING: 'Working visit.',
    INFORMAL: 'Informal visit or meeting.',
    PRIVATE: 'Private or unofficial visit.',
    UNSPECIFIED: 'No source states it.',
  },
);
export const VisitPurpose = defineEnum<typeof vocabulary.visitPurposes>(
  'VisitPurpose',
  'The purpose of a visit, where a source states it.',
  {
    BILATERAL: "Talks with the host's leaders.",
    MULTILATERAL: 'A summit, conference or meeting of several states.',
    CEREMONY: 'A funeral, inauguration, signing, dedication or anniversary.',
    TRANSIT: 'A stop on the way elsewhere.',
    TROOPS: 'A visit to troops stationed in the country.',
    HOLIDAY: 'A holiday.',
    ACCOMPANYING: 'A visit that accompanies another traveller.',
  },
);
export const VisitStatus = defineEnum<typeof vocabulary.visitStatuses>(
  'VisitStatus',
  'The status of a visit, according to the latest source.',
  {
    ANNOUNCED: 'The visit was announced.',
    UNDER_WAY: 'The visit began and has not ended.',
    COMPLETED: 'Ended.',
    POSTPONED: 'The visit was moved to another date.',
    CANCELLED: 'Called off.',
  },
);
export const StatementMode = defineEnum<typeof vocabulary.statementModes>(
  'StatementMode',
  'How the source reports the words.',
  {
    DIRECT: 'Quoted directly, in quotation marks.',
    INDIRECT: 'Reported speech.',
    MIXED: 'Reported speech that contains quoted words.',
    NARRATED: "Narrated in the source's own words.",
  },
);
export const RenderingMethod = defineEnum<typeof vocabulary.renderingMethods>(
  'RenderingMethod',
  'How a rendering was produced.',
  {
    ORIGINAL: 'As spoken or written.',
    INTERPRETED: 'Interpreted while spoken.',
    TRANSLATED: 'Translated from the original.',
    BACK_TRANSLATED: 'Translated from a translation.',
    UNKNOWN: 'No source states it.',
  },
);
defineEnum<typeof vocabulary.tradeLinkKinds>(
  'TradeLinkKind',
  'The kind of a trade link. Its status states how firm it is.',
  {
    SUPPLY: 'Goods are supplied from one party to another.',
    ROUTE: 'Goods pass through on a route.',
    JOINT_VENTURE: 'A jointly owned company.',
    INVESTMENT: 'One party invests in another.',
    PARTNERSHIP: 'The parties agree to work together.',
  },
);
defineEnum<typeof vocabulary.tradeLinkStatuses>('TradeLinkStatus', 'The status of a trade link: how firm it is.', {
  PLEDGE: 'Declared as an intention; no trade takes place yet. Do not add pledges to active links.',
  COMMITMENT: 'Agreed in a binding form, not yet active.',
  ACTIVE: 'Active.',
  WINDING_DOWN: 'Being phased out.',
  SUSPENDED: 'Temporarily halted.',
  ENDED: 'Ended.',
});
export const TradeRole = defineEnum<typeof vocabulary.tradeRoles>('TradeRole', 'The role of a party in a trade link.', {
  SUPPLIER: 'The supplier.',
  BUYER: 'The buyer.',
  PARTNER: 'A participant on equal terms.',
  ENDPOINT: 'A party where a route begins or ends.',
  VIA: 'A party that a route passes through.',
  BYPASSED: 'A party that a route bypasses.',
  REPLACED: 'A party that the link replaces.',
});
export const FlowDirection = defineEnum<typeof vocabulary.flowDirections>(
  'FlowDirection',
  "The direction of a trade flow, from the reporter's side.",
  {
    IMPORT: 'Into the reporting country.',
    EXPORT: 'Out of the reporting country.',
    RE_IMPORT: 'Goods of the reporting country, imported again unchanged.',
    RE_EXPORT: 'Foreign goods, exported again unchanged.',
  },
);
export const FigureStatus = defineEnum<typeof vocabulary.figureStatuses>(
  'FigureStatus',
  'Whether a figure is available, and if not, why.',
  {
    REPORTED: 'Reported.',
    CONFIDENTIAL: 'Withheld. The figure is neither zero nor unknown to the reporter.',
    MISSING: 'Not reported.',
    ESTIMATED: 'Estimated by the source.',
  },
);
export const Valuation = defineEnum<typeof vocabulary.valuations>(
  'Valuation',
  'The costs that the value of goods includes.',
  {
    CIF: 'Cost, insurance and freight, up to the border of the importer.',
    FOB: 'Free on board: up to the border of the exporter.',
  },
);
defineEnum<typeof vocabulary.agreementInstruments>('AgreementInstrument', 'The form of an agreement.', {
  TREATY: 'Treaty.',
  AGREEMENT: 'Agreement.',
  CONVENTION: 'Convention.',
  CHARTER: 'Charter.',
  PROTOCOL: 'Protocol.',
  DECLARATION: 'Declaration.',
  MEMORANDUM_OF_UNDERSTANDING: 'Memorandum of understanding.',
  EXCHANGE_OF_NOTES: 'Exchange of notes.',
  DECLARATION_OF_INTENT: 'Declaration of intent.',
  JOINT_STATEMENT: 'Joint statement.',
  CONTRACT: 'Contract, to which a company may be a party.',
  UNSPECIFIED: 'No source states it.',
});
defineEnum<typeof vocabulary.agreementStatuses>('AgreementStatus', 'The status of an agreement.', {
  PLANNED: 'Planned.',
  REPORTED_SIGNED: 'Signed, according to someone quoted by a source.',
  SIGNED: 'Signed, as stated by a source.',
  RATIFIED: 'Ratified.',
  IN_FORCE: 'In force.',
  TERMINATED: 'Ended.',
});
defineEnum<typeof vocabulary.stances>('Stance', 'The stance of a party.', {
  SUPPORTS: 'In favour.',
  REJECTS: 'Against, or refuses to recognise.',
  COMMITS: 'Pledges to do or abide by something.',
  NEUTRAL: 'Refuses to take a side.',
  CONCERNED: 'Voices concern.',
  PARTNER: 'Calls the other a partner.',
});
export const Basis = defineEnum<typeof vocabulary.citationBases>('Basis', 'How a value follows from the cited words.', {
  STATED: 'The words state the value.',
  RESOLVED: 'The words state the value once a reference such as "Wednesday" or "he" is resolved.',
  INFERRED: 'The value follows from the words, which do not state it.',
  PARAPHRASE: 'The source was only partly available: the citation gives its sense, not its words.',
});
export const ClaimRank = defineEnum<typeof vocabulary.claimRanks>(
  'ClaimRank',
  'The rank of a claim among those for the same field.',
  {
    PREFERRED: 'The value that the typed field returns.',
    NORMAL: 'An alternative value.',
    DEPRECATED: 'Considered wrong, for the given reason.',
  },
);
export const DatePrecision = defineEnum<typeof vocabulary.datePrecisions>('DatePrecision', 'The precision of a date.', {
  DAY: 'Known to the day.',
  MONTH: 'Known to the month.',
  YEAR: 'Known to the year.',
  RANGE: 'A range of days.',
  ONE_OF: 'One of several days.',
  OPEN: 'A range with an open start or end.',
});
export const DateBasis = defineEnum<typeof vocabulary.dateBases>('DateBasis', 'How a date was established.', {
  STATED: 'Stated by a source.',
  RESOLVED: 'Resolved from words such as "Wednesday" and the day of publication.',
  INFERRED: 'Inferred from what a source says.',
  PUBLICATION: 'The day of publication, used in place of an unknown date.',
});
defineEnum<typeof vocabulary.entryKinds>('EntryKind', 'The kind of entry.', {
  VISIT: 'A visit.',
  STATEMENT: 'A statement.',
  TRADE_LINK: 'A trade link.',
  AGREEMENT: 'An agreement.',
  POSITION: 'A position.',
  FIGURE: 'A figure.',
});
export const SearchKind = defineEnum<readonly [...typeof vocabulary.entryKinds, ...typeof vocabulary.partyKinds]>(
  'SearchKind',
  'The kind of record to search for.',
  {
    VISIT: 'Visits, by summary, place and remarks.',
    STATEMENT: 'Statements, by summary, words and renderings.',
    TRADE_LINK: "Trade links, by summary and the source's wording for the goods.",
    AGREEMENT: 'Agreements, by summary and title.',
    POSITION: "Positions, by summary and the source's wording.",
    FIGURE: 'Figures, by summary and measure.',
    COUNTRY: 'Countries, by any of their names.',
    PERSON: 'People, by any of their names.',
    ORGANIZATION: 'Organisations, by any of their names.',
    GROUP: 'Groups, by any of their names.',
  },
);

const recordNounDescriptions: DescriptionByValue<typeof vocabulary.recordNouns> = {
  source: 'A source.',
  country: 'A country.',
  group: 'A group of countries.',
  person: 'A person.',
  organization: 'An organisation.',
  office: 'An office.',
  term: 'A term in an office.',
  commodity: 'A commodity.',
  topic: 'A topic.',
  trip: 'A trip.',
  visit: 'A visit.',
  agreement: 'An agreement.',
  'trade-link': 'A trade link.',
  statement: 'A statement.',
  position: 'A position.',
  figure: 'A figure.',
  coverage: 'The coverage of a source: a subject that it was read for.',
};
export const RevisionAction = defineEnum<typeof vocabulary.revisionActions>(
  'RevisionAction',
  'The kind of change to a record.',
  {
    RECORDED: 'The record was created.',
    CORRECTED: 'Values of the record were changed.',
    WITHDRAWN: 'The record was withdrawn and is no longer served.',
    MERGED: 'The record was merged into another record of the same thing.',
  },
);
export const RecordNoun = builder.enumType('RecordNoun', {
  description: 'The type of a record. Keys are unique among the records of a type.',
  values: Object.fromEntries(
    Object.entries(recordNounDescriptions).map(([noun, description]) => [
      noun.toUpperCase().replaceAll('-', '_'),
      { value: noun, description },
    ]),
  ) as Record<string, { value: vocabulary.RecordNoun; description: string }>,
});

type Literals<T extends string> = readonly T[];
export const OrderDirection = defineEnum<Literals<'ASC' | 'DESC'>>('OrderDirection', 'The direction of a sort order.', {
  ASC: 'Ascending: least, earliest or A first.',
  DESC: 'Descending: greatest, latest or Z first.',
});
export const Certainty = defineEnum<Literals<'CERTAIN' | 'POSSIBLE'>>(
  'Certainty',
  'How to match dates that are not known to the day.',
  {
    CERTAIN: 'Every possible day of the date lies in the window.',
    POSSIBLE: 'At least one possible day of the date lies in the window.',
  },
);
export const SearchOrder = defineEnum<Literals<'RELEVANCE' | 'NEWEST'>>(
  'SearchOrder',
  'The sort order of search results.',
  {
    RELEVANCE: 'Best match first.',
    NEWEST: 'Newest entry first. Parties have no date and come last.',
  },
);
export const CountOrder = defineEnum<Literals<'COUNT_DESC' | 'COUNT_ASC' | 'DIMENSION'>>(
  'CountOrder',
  'The sort order of counts.',
  {
    COUNT_DESC: 'Highest count first.',
    COUNT_ASC: 'Lowest count first.',
    DIMENSION: 'By the dimensions, in the order given.',
  },
);
export const VisitDimension = defineEnum<
  Literals<'YEAR' | 'HOST' | 'HOST_GROUP' | 'TRAVELLER' | 'TRAVELLER_COUNTRY' | 'TYPE' | 'STATUS'>
>('VisitDimension', 'A dimension to count visits by.', {
  YEAR: 'The year of the day that entries are sorted by.',
  HOST: 'The host country, as of the date of the visit.',
  HOST_GROUP: 'The narrowest M49 region of the host; null if M49 assigns none.',
  TRAVELLER: 'The traveller. A visit of two travellers counts once for each.',
  TRAVELLER_COUNTRY: 'The country whose office the traveller held.',
  TYPE: 'The type of visit in diplomatic protocol.',
  STATUS: 'The status of the visit.',
});
export const StatementDimension = defineEnum<Literals<'YEAR' | 'SPEAKER' | 'SPEAKER_COUNTRY' | 'ABOUT' | 'MODE'>>(
  'StatementDimension',
  'A dimension to count statements by.',
  {
    YEAR: 'The year of the day that entries are sorted by.',
    SPEAKER: 'The speaker; null for the voice of the source itself.',
    SPEAKER_COUNTRY:
      'The country whose office the speaker held; for a country, the country itself; for an organisation, its country.',
    ABOUT: 'A party that the statement is about. A statement about two parties counts once for each.',
    MODE: 'How the source reports the words.',
  },
);
export const TradeFlowDimension = defineEnum<Literals<'YEAR' | 'REPORTER' | 'PARTNER' | 'COMMODITY' | 'DIRECTION'>>(
  'TradeFlowDimension',
  'A dimension to sum trade flows by.',
  {
    YEAR: 'The calendar year.',
    REPORTER: 'The reporting country.',
    PARTNER: 'The partner. A group such as the world has a separate row, in addition to those of its countries.',
    COMMODITY: 'The commodity. A heading has a separate row, in addition to those of its subheadings.',
    DIRECTION: 'The direction. Rows are always split by direction.',
  },
);
