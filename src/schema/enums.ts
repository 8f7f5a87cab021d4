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

export const NameKind = defineEnum<typeof vocabulary.nameKinds>('NameKind', 'What sort of name it is.', {
  SHORT: 'The usual short name.',
  OFFICIAL: 'The full, official name.',
  ALIAS: 'Another name in use.',
  FORMER: 'A name that is no longer used.',
  DEMONYM: 'The adjective, or the name of its people.',
  TRANSLITERATION: 'The name in another script or spelling.',
});
defineEnum<typeof vocabulary.countryStatuses>('CountryStatus', 'What the country is, at present.', {
  STATE: 'A member or observer of the United Nations.',
  TERRITORY: 'A dependent territory.',
  FORMER: 'A state that has ended.',
  OTHER: 'Its statehood is disputed, or it is none of these.',
});
export const GroupKind = defineEnum<typeof vocabulary.groupKinds>('GroupKind', 'What holds the group together.', {
  GEO: 'A geographic region of UN M49.',
  ORG: 'An organisation that states join.',
  INFORMAL: 'A phrase such as "the West": it has no list of members and is never expanded.',
  STATISTICAL: 'A remainder in a statistic, such as "Other FSU countries": never expanded.',
});
defineEnum<typeof vocabulary.officeRanks>('OfficeRank', 'How high the office is, by its function.', {
  HEAD_OF_STATE: 'Head of state; also where one office is head of both state and government.',
  HEAD_OF_GOVERNMENT: 'Head of government.',
  FOREIGN_MINISTER: "Minister of foreign affairs, by whatever title: the United States' Secretary of State.",
  MINISTER: 'Any other minister.',
  AMBASSADOR: 'Ambassador or another head of mission.',
  SPOKESPERSON: 'One who speaks for an office.',
  IGO_HEAD: 'Head of an intergovernmental organisation.',
  OTHER: 'Any other office.',
});
defineEnum<typeof vocabulary.termCapacities>('TermCapacity', 'In which capacity the office was held.', {
  INCUMBENT: 'In full.',
  ACTING: 'In place of an incumbent.',
  CARETAKER: 'Until a successor is formed.',
  ELECT: 'Elected or designated, not yet in office.',
  REPRESENTATIVE: 'On behalf of the holder.',
});
export const VisitType = defineEnum<typeof vocabulary.visitTypes>(
  'VisitType',
  'The rank of a visit in protocol, where a source states it.',
  {
    STATE: 'State visit.',
    OFFICIAL: 'Official visit.',
    OFFICIAL_WORKING: 'Official working visit.',
    WORKING: 'Working visit.',
    INFORMAL: 'Informal visit or meeting.',
    PRIVATE: 'Private or unofficial visit.',
    UNSPECIFIED: 'No source says.',
  },
);
export const VisitPurpose = defineEnum<typeof vocabulary.visitPurposes>(
  'VisitPurpose',
  'What the visit was for, where a source says so.',
  {
    BILATERAL: "Talks with the host's leaders.",
    MULTILATERAL: 'A summit, conference or meeting of several states.',
    CEREMONY: 'A funeral, inauguration, signing, dedication or anniversary.',
    TRANSIT: 'A stop on the way elsewhere.',
    TROOPS: 'To troops stationed there.',
    HOLIDAY: 'A holiday.',
    ACCOMPANYING: 'In the company of another traveller.',
  },
);
export const VisitStatus = defineEnum<typeof vocabulary.visitStatuses>(
  'VisitStatus',
  'How far the visit had come, by the latest source.',
  {
    ANNOUNCED: 'Planned and made public.',
    UNDER_WAY: 'Begun, not yet over.',
    COMPLETED: 'Over.',
    POSTPONED: 'Put off to another date.',
    CANCELLED: 'Called off.',
  },
);
export const StatementMode = defineEnum<typeof vocabulary.statementModes>(
  'StatementMode',
  'How the source gives the words.',
  {
    DIRECT: 'In quotation marks.',
    INDIRECT: 'In reported speech.',
    MIXED: 'Reported, with quoted words inside.',
    NARRATED: "Told in the source's own words.",
  },
);
export const RenderingMethod = defineEnum<typeof vocabulary.renderingMethods>(
  'RenderingMethod',
  'How these words came about.',
  {
    ORIGINAL: 'As spoken or written.',
    INTERPRETED: 'Interpreted as they were spoken.',
    TRANSLATED: 'Translated from the original.',
    BACK_TRANSLATED: 'Translated from a translation.',
    UNKNOWN: 'No source says.',
  },
);
defineEnum<typeof vocabulary.tradeLinkKinds>('TradeLinkKind', 'What the tie is. How firm it is, its status tells.', {
  SUPPLY: 'Goods go from one side to the other.',
  ROUTE: 'Goods go through.',
  JOINT_VENTURE: 'A company held in common.',
  INVESTMENT: 'One side invests in the other.',
  PARTNERSHIP: 'The sides agree to work together.',
});
defineEnum<typeof vocabulary.tradeLinkStatuses>('TradeLinkStatus', 'How firm the tie is. What it is, its kind tells.', {
  PLEDGE: 'Declared as an intention; nothing moves yet. Never to be added to active ties.',
  COMMITMENT: 'Agreed in a binding form, not yet at work.',
  ACTIVE: 'At work.',
  WINDING_DOWN: 'Being given up.',
  SUSPENDED: 'Halted for now.',
  ENDED: 'Over.',
});
export const TradeRole = defineEnum<typeof vocabulary.tradeRoles>('TradeRole', 'The part that someone has in a tie.', {
  SUPPLIER: 'Who supplies.',
  BUYER: 'Who buys.',
  PARTNER: 'Who takes part on equal terms.',
  ENDPOINT: 'Where a route begins or ends.',
  VIA: 'Through whom a route leads.',
  BYPASSED: 'Around whom a route leads.',
  REPLACED: 'Whose place the tie takes.',
});
export const FlowDirection = defineEnum<typeof vocabulary.flowDirections>(
  'FlowDirection',
  "Which way goods go, from the reporter's side.",
  {
    IMPORT: 'Into the reporting country.',
    EXPORT: 'Out of it.',
    RE_IMPORT: 'Its own goods, brought back as they were.',
    RE_EXPORT: 'Goods from abroad, sent on as they were.',
  },
);
export const FigureStatus = defineEnum<typeof vocabulary.figureStatuses>(
  'FigureStatus',
  'Whether a figure is there, and why not.',
  {
    REPORTED: 'As it was reported.',
    CONFIDENTIAL: 'Withheld: it is neither zero nor unknown to who reports.',
    MISSING: 'Not reported.',
    ESTIMATED: 'Estimated by the source.',
  },
);
export const Valuation = defineEnum<typeof vocabulary.valuations>('Valuation', 'What the value of goods includes.', {
  CIF: 'Cost, insurance and freight up to the border of the importer.',
  FOB: 'Free on board: up to the border of the exporter.',
});
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
  CONTRACT: 'Contract, of which a company may be a party.',
  UNSPECIFIED: 'No source says.',
});
defineEnum<typeof vocabulary.agreementStatuses>('AgreementStatus', 'How far the agreement has come.', {
  PLANNED: 'Planned.',
  REPORTED_SIGNED: 'Signed, according to someone whom a source quotes.',
  SIGNED: 'Signed, as a source states.',
  RATIFIED: 'Ratified.',
  IN_FORCE: 'In force.',
  TERMINATED: 'Ended.',
});
defineEnum<typeof vocabulary.stances>('Stance', 'How someone stands.', {
  SUPPORTS: 'In favour.',
  REJECTS: 'Against, or refusing to recognise.',
  COMMITS: 'Has pledged to do or abide by something.',
  NEUTRAL: 'Refuses to take a side.',
  CONCERNED: 'Has voiced concern.',
  PARTNER: 'Calls the other a partner.',
});
export const Basis = defineEnum<typeof vocabulary.citationBases>('Basis', 'How a value follows from the words cited.', {
  STATED: 'The words say it.',
  RESOLVED: 'The words say it once a reference such as "Wednesday" or "he" is resolved.',
  INFERRED: 'It follows from the words, but they do not say it.',
  PARAPHRASE: 'The source was seen in part: its sense is given, not its words.',
});
export const ClaimRank = defineEnum<typeof vocabulary.claimRanks>(
  'ClaimRank',
  'How a claim ranks among those of its field.',
  {
    PREFERRED: 'The value that the record serves.',
    NORMAL: 'One value among others.',
    DEPRECATED: 'Not believed, for the reason given.',
  },
);
export const DatePrecision = defineEnum<typeof vocabulary.datePrecisions>(
  'DatePrecision',
  'How exactly a date is known.',
  {
    DAY: 'To the day.',
    MONTH: 'To the month.',
    YEAR: 'To the year.',
    RANGE: 'A span from one day to another.',
    ONE_OF: 'One day, of several.',
    OPEN: 'One side is open.',
  },
);
export const DateBasis = defineEnum<typeof vocabulary.dateBases>('DateBasis', 'How a date is known.', {
  STATED: 'A source states it.',
  RESOLVED: 'Worked out from words such as "Wednesday" and the day of publication.',
  INFERRED: 'It follows from what a source says.',
  PUBLICATION: 'The day of publication stands in for it.',
});
defineEnum<typeof vocabulary.entryKinds>('EntryKind', 'The kinds of entry.', {
  VISIT: 'A visit.',
  STATEMENT: 'A statement.',
  TRADE_LINK: 'A trade link.',
  AGREEMENT: 'An agreement.',
  POSITION: 'A position.',
  FIGURE: 'A figure.',
});
export const SearchKind = defineEnum<readonly [...typeof vocabulary.entryKinds, ...typeof vocabulary.partyKinds]>(
  'SearchKind',
  'What to search for.',
  {
    VISIT: 'Visits: summary, place and remarks.',
    STATEMENT: 'Statements: summary, words and their renderings.',
    TRADE_LINK: "Trade links: summary and the source's words for the goods.",
    AGREEMENT: 'Agreements: summary and title.',
    POSITION: "Positions: summary and the source's words.",
    FIGURE: 'Figures: summary and measure.',
    COUNTRY: 'Countries, by all their names.',
    PERSON: 'People, by all their names.',
    ORGANIZATION: 'Organisations, by all their names.',
    GROUP: 'Groups, by all their names.',
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
  coverage: 'What a source was read for.',
};
export const RevisionAction = defineEnum<typeof vocabulary.revisionActions>(
  'RevisionAction',
  'What was done to a record.',
  {
    RECORDED: 'It was recorded for the first time.',
    CORRECTED: 'Values of it were changed.',
    WITHDRAWN: 'It was withdrawn: the record does not say it any more.',
    MERGED: 'It was merged into another record of the same thing.',
  },
);
export const RecordNoun = builder.enumType('RecordNoun', {
  description: 'What a record is of. Its key is its own among the records of its noun.',
  values: Object.fromEntries(
    Object.entries(recordNounDescriptions).map(([noun, description]) => [
      noun.toUpperCase().replaceAll('-', '_'),
      { value: noun, description },
    ]),
  ) as Record<string, { value: vocabulary.RecordNoun; description: string }>,
});

type Literals<T extends string> = readonly T[];
export const OrderDirection = defineEnum<Literals<'ASC' | 'DESC'>>('OrderDirection', 'Which way an order goes.', {
  ASC: 'Least, earliest or A first.',
  DESC: 'Greatest, latest or Z first.',
});
export const Certainty = defineEnum<Literals<'CERTAIN' | 'POSSIBLE'>>(
  'Certainty',
  'How a date that is not known to the day is matched.',
  {
    CERTAIN: 'The whole range that it can be lies in the window.',
    POSSIBLE: 'The range that it can be overlaps the window.',
  },
);
export const SearchOrder = defineEnum<Literals<'RELEVANCE' | 'NEWEST'>>(
  'SearchOrder',
  'How search sorts what it finds.',
  {
    RELEVANCE: 'Best match first.',
    NEWEST: 'Newest entry first; parties, which have no date, last.',
  },
);
export const CountOrder = defineEnum<Literals<'COUNT_DESC' | 'COUNT_ASC' | 'DIMENSION'>>(
  'CountOrder',
  'How counts are sorted.',
  {
    COUNT_DESC: 'Most first.',
    COUNT_ASC: 'Least first.',
    DIMENSION: 'By the dimensions, in the order in which they were given.',
  },
);
export const VisitDimension = defineEnum<
  Literals<'YEAR' | 'HOST' | 'HOST_GROUP' | 'TRAVELLER' | 'TRAVELLER_COUNTRY' | 'TYPE' | 'STATUS'>
>('VisitDimension', 'By what visits are counted.', {
  YEAR: 'The year of the sort day.',
  HOST: 'The host, as of the date.',
  HOST_GROUP: 'The narrowest M49 region of the host; none for a host that M49 does not place.',
  TRAVELLER: 'Each traveller: a visit of two counts once for each.',
  TRAVELLER_COUNTRY: 'The country whose office a traveller held.',
  TYPE: 'The rank in protocol.',
  STATUS: 'How far the visit had come.',
});
export const StatementDimension = defineEnum<Literals<'YEAR' | 'SPEAKER' | 'SPEAKER_COUNTRY' | 'ABOUT' | 'MODE'>>(
  'StatementDimension',
  'By what statements are counted.',
  {
    YEAR: 'The year of the sort day.',
    SPEAKER: 'Who said it; none for the voice of the source itself.',
    SPEAKER_COUNTRY:
      'The country whose office the speaker held; a country that speaks, itself; of an organisation, its country.',
    ABOUT: 'Each party that it is about: a statement about two counts once for each.',
    MODE: 'How the source gives the words.',
  },
);
export const TradeFlowDimension = defineEnum<Literals<'YEAR' | 'REPORTER' | 'PARTNER' | 'COMMODITY' | 'DIRECTION'>>(
  'TradeFlowDimension',
  'By what trade flows are summed.',
  {
    YEAR: 'The calendar year.',
    REPORTER: 'Who reports.',
    PARTNER: 'With whom; a group such as the world is a row of its own, beside the countries that it sums.',
    COMMODITY: 'The goods; a heading is a row of its own, beside its subheadings.',
    DIRECTION: 'Which way: rows are always split by it, and always told.',
  },
);
